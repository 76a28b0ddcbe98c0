import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

interface Locked {
  version: string
  optionalDependencies?: Record<string, string>
  os?: string[]
}

test("the lock names the packages of every platform, so that the console installs on all of them", () => {
  const lock = JSON.parse(readFileSync("package-lock.json", "utf8")) as { packages: Record<string, Locked> }
  const names = new Set(Object.keys(lock.packages).map((path) => path.slice(path.lastIndexOf("node_modules/") + 13)))
  const wanted = Object.values(lock.packages).flatMap(({ optionalDependencies = {} }) =>
    Object.keys(optionalDependencies),
  )
  expect(wanted.length).toBeGreaterThan(50)
  expect(wanted.filter((name) => !names.has(name))).toEqual([])
})
