// Plain JavaScript for any Node ≥ 20, and no packages: it runs before node_modules exists.
// Usage: node infra/local/launch.mjs FILE.ts [arguments]. Installs what is missing, then runs FILE on the project's own Node.
import { spawn, spawnSync } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = join(dirname(fileURLToPath(import.meta.url)), "../..")
const node = join(root, "node_modules/node/bin/node")

/** Prints one sentence and ends. */
function refuse(sentence) {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

/** npm writes its own lockfile into node_modules when an install is complete; only packages for other machines may lack there. */
function isInstalled() {
  const written = join(root, "node_modules/.package-lock.json")
  if (!existsSync(written)) return false
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages
  const present = JSON.parse(readFileSync(written, "utf8")).packages
  return Object.entries(wanted).every(([path, { version, optional, devOptional }]) => {
    if (path === "") return true
    const here = present[path]
    return here ? here.version === version : Boolean(optional || devOptional)
  })
}

/** What npm says goes to stderr, so that stdout holds only what the program itself prints. */
function install() {
  process.stderr.write("Installing packages (once, about a minute)…\n")
  const npm = process.env.npm_execpath
  const [command, ...first] = npm?.endsWith(".js") ? [process.execPath, npm] : ["npm"]
  const options = ["ci", "--include=dev", "--include=optional", "--no-audit", "--no-fund", "--loglevel=error"]
  const { status } = spawnSync(command, [...first, ...options], { cwd: root, stdio: ["ignore", 2, 2] })
  if (status !== 0) refuse("Packages could not be installed: see what npm says above, then start again.")
}

/** Runs the file as if it were this process: same terminal, same signals, same ending. */
function run(file, args) {
  // The channel carries nothing: it closes when this process is killed, and a console left behind then stops itself.
  const child = spawn(node, [join(root, file), ...args], {
    cwd: process.cwd(),
    stdio: ["inherit", "inherit", "inherit", "ipc"],
  })
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"]
  for (const signal of signals) process.on(signal, () => child.kill(signal))
  child.on("error", (error) => refuse(`The project's Node could not be started: ${error.message}`))
  child.on("exit", (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    for (const name of signals) process.removeAllListeners(name)
    process.kill(process.pid, signal)
    setTimeout(() => process.exit(1), 1000)
  })
  stopWithNpm(child)
}

/** A killed `npm start` cannot pass its signal on, so this process looks whether npm is still there. */
function stopWithNpm(child) {
  const npm = process.env.npm_lifecycle_event && npmAbove()
  if (!npm) return
  setInterval(() => npmAbove() !== npm && child.kill("SIGTERM"), 500).unref()
}

/** npm runs us through a shell, which may or may not have stepped aside for us. */
function npmAbove() {
  const stat = (pid) => /\((.*)\) \S+ (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8")).slice(1)
  try {
    const [, parent] = stat(process.pid)
    const [name, grandparent] = stat(parent)
    return /^(sh|dash|bash)$/.test(name) ? grandparent : parent
  } catch {
    return undefined
  }
}

const [file, ...args] = process.argv.slice(2)
if (Number(process.versions.node.split(".")[0]) < 20)
  refuse("Watchbill needs Node 20 or newer to install itself; it then runs on its own Node.")
if (!file) refuse("Usage: node infra/local/launch.mjs FILE.ts [arguments]")
if (!isInstalled()) install()
if (!existsSync(node))
  refuse(
    "The project's own Node is missing because packages were installed without their scripts: run `npm rebuild node esbuild --ignore-scripts=false`, then start again.",
  )
run(file, args)
