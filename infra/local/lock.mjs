import { readFileSync, writeFileSync } from "node:fs"

/**
 * Completes package-lock.json with the packages of other platforms, which npm leaves out where the registry does not have them:
 * `npm ci` refuses a lock that lacks them, and on their platforms they would be missing. `npm run lock` calls it.
 */
const FILE = "package-lock.json"
const OS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"]
const CPU = { arm: "arm", arm64: "arm64", ia32: "ia32", x64: "x64", ppc64: "ppc64", riscv64: "riscv64", s390x: "s390x" }
const LIBC = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" }

const lock = JSON.parse(readFileSync(FILE, "utf8"))

/** Where a dependency of the package at `path` is looked for, nearest first. */
function* placesOf(path, name) {
  for (let at = path; ; ) {
    yield `${at && `${at}/`}node_modules/${name}`
    if (at === "") return
    const up = at.lastIndexOf("/node_modules/")
    at = up < 0 ? "" : at.slice(0, up)
  }
}

/** The entry of a platform's package, made from what its name says of the platform. */
function entryOf(name, version, { dev, engines }) {
  const words = name.split(/[/-]/)
  const os = words.find((word) => OS.includes(word))
  const cpu = words.map((word) => CPU[word]).find(Boolean)
  const libc = words.map((word) => LIBC[word]).find(Boolean)
  if (!os || !cpu || !/^\d+\.\d+\.\d+$/.test(version)) throw new Error(`${name} ${version} names no platform`)
  return {
    version,
    cpu: [cpu],
    ...(dev && { dev }),
    ...(libc && os === "linux" && { libc: [libc] }),
    optional: true,
    os: [os],
    engines,
  }
}

for (const [path, parent] of Object.entries(lock.packages))
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {}))
    if (![...placesOf(path, name)].some((place) => lock.packages[place]))
      lock.packages[`node_modules/${name}`] = entryOf(name, version, parent)
const { "": root, ...others } = lock.packages
lock.packages = { "": root, ...Object.fromEntries(Object.entries(others).sort(([a], [b]) => a.localeCompare(b, "en"))) }
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`)
