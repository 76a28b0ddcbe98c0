import { readdirSync, readFileSync } from "node:fs"
import { join, normalize } from "node:path"
import { describe, expect, test } from "vitest"

/** Which rooms a room may import from. Water runs downhill: later steps may use earlier rooms' table, never the other way. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  shared: ["shared"],
  "functions/runtime": ["functions/runtime", "functions/table", "shared"],
  "functions/table": ["functions/table", "functions/runtime", "shared"],
  "functions/ingest": ["functions/ingest", "functions/table", "functions/runtime", "shared"],
  "functions/watch": ["functions/watch", "functions/table", "functions/runtime", "shared"],
  "functions/project": ["functions/project", "functions/table", "functions/runtime", "shared"],
  "functions/publish": ["functions/publish", "functions/table", "functions/runtime", "shared"],
  "functions/task": ["functions/task", "functions/table", "functions/runtime", "shared"],
  "functions/api": ["functions/api", "functions/table", "functions/runtime", "shared"],
  infra: ["infra", "shared", "functions/runtime/env.ts", "functions/table/sdk.ts", "functions/table/seed.ts"],
  web: ["web", "shared"],
}
/** What the pure room may use from npm: one schema library, and nothing that knows a clock or a network. */
const SHARED_PACKAGES = ["zod/mini"]
/** Packages that only one room may know. */
const ONLY_IN: Record<string, readonly string[]> = {
  "@aws-sdk/client-dynamodb": ["functions/table", "functions/runtime/stream.ts", "infra/local"],
  "aws-cdk-lib": ["infra"],
  "solid-js": ["web"],
}

const sources = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => join(folder, file))

const importsOf = (file: string): string[] =>
  [...readFileSync(file, "utf8").matchAll(/(?<!")\b(?:from|import)\s*\(?\s*"([^"]+)"/g)].map((match) => match[1]!)

const targetOf = (file: string, told: string): string | undefined => {
  if (told.startsWith("#")) return told.slice(1)
  if (told.startsWith(".")) return normalize(join(file, "..", told))
  return undefined
}

describe("boundaries", () => {
  test.each(Object.entries(MAY_IMPORT))("%s imports only what it may", (room, allowed) => {
    const strays = sources(room).flatMap((file) =>
      importsOf(file)
        .map((told) => [file, targetOf(file, told)] as const)
        .filter(
          ([, target]) =>
            target !== undefined && !allowed.some((root) => target === root || target.startsWith(`${root}/`)),
        )
        .map(([from, target]) => `${from} → ${target}`),
    )
    expect(strays).toEqual([])
  })

  test("shared uses one schema library and nothing else", () => {
    const strays = sources("shared").flatMap((file) =>
      importsOf(file).filter((told) => !/^[.#]/.test(told) && !SHARED_PACKAGES.includes(told)),
    )
    expect(strays).toEqual([])
  })

  test.each(Object.entries(ONLY_IN))("%s is known in its room only", (name, rooms) => {
    const strays = ["shared", "functions", "infra", "web"]
      .flatMap(sources)
      .filter((file) => importsOf(file).some((told) => told === name || told.startsWith(`${name}/`)))
      .filter((file) => !rooms.some((room) => file.startsWith(room)))
    expect(strays).toEqual([])
  })

  test("the client that products send with brings nothing along but itself; of the rest it knows types", () => {
    const told = sources("shared/client").flatMap((file) =>
      [...readFileSync(file, "utf8").matchAll(/^(import|export) (?!type )[^"]*?from "([^"]+)"/gm)].map(
        (match) => match[2]!,
      ),
    )
    expect(told).not.toHaveLength(0)
    expect(told.filter((from) => !/^\.\/[\w-]+\.ts$/.test(from))).toEqual([])
    const users = ["shared", "functions", "infra", "web"]
      .flatMap(sources)
      .filter((file) => !file.startsWith("shared/client/"))
      .filter((file) => importsOf(file).some((told) => targetOf(file, told)?.startsWith("shared/client/")))
    expect(users).toEqual([])
  })

  test("the pure room reads no clock and no chance", () => {
    const pure = sources("shared").filter((file) => !file.startsWith("shared/client/"))
    const strays = pure.filter((file) =>
      /Date\.now\(|new Date\(\)|Math\.random|process\.|fetch\(/.test(readFileSync(file, "utf8")),
    )
    expect(strays).toEqual([])
  })

  test("no barrels, no utils", () => {
    const strays = ["shared", "functions", "infra", "web"]
      .flatMap(sources)
      .filter(
        (file) =>
          /(utils?|helpers?|services?|common)(\/|\.tsx?$)/.test(file) ||
          /^\s*export \* from/m.test(readFileSync(file, "utf8")),
      )
    expect(strays).toEqual([])
  })
})
