import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { FAMILY_OF_TYPE } from "#shared/cube/family.ts"
import { CUBE_KINDS } from "#shared/cube/kinds.ts"
import { CATALOG_DEFINITIONS } from "#shared/catalog/definitions.ts"
import { CREDIT_DEFINITIONS } from "#shared/credits/definitions.ts"
import { DISCOUNT_DEFINITIONS } from "#shared/discounts/definitions.ts"
import { DEFINITIONS } from "#shared/revenue/definitions.ts"
import { MOVEMENT_DEFINITIONS } from "#shared/revenue/movement-definitions.ts"
import { DISPUTE_DEFINITIONS, TRANSACTION_DEFINITIONS } from "#shared/payments/definitions.ts"
import { SUBSCRIPTION_DEFINITIONS } from "#shared/subscriptions/definitions.ts"
import { BOARD_DEFINITIONS } from "#shared/usage/board-definitions.ts"
import { GENERATION_DEFINITIONS } from "#shared/usage/generation-definitions.ts"
import { METRICS_DEFINITIONS } from "#shared/usage/metrics-definitions.ts"
import { SPEND_DEFINITIONS } from "#shared/usage/spend-definitions.ts"
import { apiPage, openApi } from "./support/api-page.ts"

const read = (path: string) => readFileSync(path, "utf8")
const PAGES = [
  "README.md",
  "AGENTS.md",
  "SECURITY.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".md"))
    .map((file) => join("docs", file)),
]

describe("documents", () => {
  test.each(PAGES)("%s names no path that is not there", (page) => {
    const named = [...read(page).matchAll(/`((?:shared|functions|infra|web|test|docs)\/[\w./-]+)`/g)].map(
      (match) => match[1]!,
    )
    const links = [...read(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => join(page, "..", match[1]!))
    expect([...named, ...links].filter((path) => !existsSync(path.replace(/[,.]$/, "")))).toEqual([])
  })

  test("docs/table.md names every kind of row, its file, and no other", () => {
    const page = read("docs/table.md")
    const told = [...page.matchAll(/^\| `(\w+)` +\|.*\| ([\w-]+\.ts) +\|$/gm)].map((match) => ({
      kind: match[1]!,
      file: match[2]!,
    }))
    const folder = "functions/table"
    const written = readdirSync(folder).flatMap((file) =>
      [...read(join(folder, file)).matchAll(/\b(?:kind|controlKind|foldKind): "(\w+)"/g)].map((match) => match[1]!),
    )
    expect([...new Set(written)].sort()).toEqual([...new Set(told.map(({ kind }) => kind))].sort())
    for (const { kind, file } of told) expect(read(join(folder, file)), `${kind} in ${file}`).toContain(`"${kind}"`)
  })

  test("docs/table.md names every kind of cube, what it is made of, and no other", () => {
    const told = [
      ...read("docs/table.md").matchAll(
        /^\| `(\w+)` \| ([\w ]*) \| ([\w ]+) \| (\d+) \|.*\| (shared\/[\w/-]+\.ts) \|$/gm,
      ),
    ]
    expect(told.map((match) => match.slice(1, 5))).toEqual(
      expect.arrayContaining(
        [...CUBE_KINDS.values()].map(({ name, families, levels, lanes }) => [
          ...[name, families.join(" "), levels.join(" "), String(lanes)],
        ]),
      ),
    )
    expect(told).toHaveLength(CUBE_KINDS.size)
    for (const [, name, , , , file] of told) expect(read(file!)).toContain(`name: "${name}"`)
  })

  test("docs/metrics.md says what the pages say", () => {
    const page = read("docs/metrics.md")
    const told = [
      ...Object.values(DEFINITIONS),
      ...Object.values(BOARD_DEFINITIONS),
      ...Object.values(METRICS_DEFINITIONS),
      ...Object.values(GENERATION_DEFINITIONS),
      ...Object.values(SPEND_DEFINITIONS),
      ...Object.values(CREDIT_DEFINITIONS),
      ...Object.values(CATALOG_DEFINITIONS),
      ...Object.values(TRANSACTION_DEFINITIONS),
      ...Object.values(MOVEMENT_DEFINITIONS),
      ...Object.values(DISPUTE_DEFINITIONS),
      ...Object.values(SUBSCRIPTION_DEFINITIONS),
      ...Object.values(DISCOUNT_DEFINITIONS),
    ]
    for (const { title, definition, window, source } of told) {
      expect(page).toContain(`## ${title}\n`)
      for (const words of [definition, window, source]) expect(page).toContain(words)
    }
    expect(page.match(/^## /gm)).toHaveLength(told.length)
  })

  test("docs/pitfalls.md names for each pitfall a test that is there", () => {
    const lines = read("docs/pitfalls.md")
      .split("\n")
      .filter((line) => /^\| \d+ \|/.test(line))
    expect(lines.map((line) => Number(line.split("|")[1]))).toEqual(lines.map((_, nth) => nth + 1))
    for (const line of lines) {
      const cited = [...line.matchAll(/`(test\/[\w./-]+\.test\.tsx?)` “([^”]+)”/g)]
      expect(cited.length, line).toBeGreaterThan(0)
      expect(cited.length, line).toBe(line.match(/`test\//g)?.length)
      for (const [, file, name] of cited) {
        const named = [...read(file!).matchAll(/(?:\)|test|describe|titled)\(\s*"((?:[^"\\]|\\.)*)"/g)].map(
          (match) => match[1],
        )
        expect(named, `${name} in ${file}`).toContain(name)
      }
    }
  })

  test("docs/api.md and docs/openapi.json are made from the contract (vitest -u writes them)", async () => {
    for (const type of Object.keys(FAMILY_OF_TYPE)) expect(apiPage()).toContain(`\`${type}\``)
    await expect(apiPage()).toMatchFileSnapshot("../docs/api.md")
    await expect(`${JSON.stringify(openApi(), null, 2)}\n`).toMatchFileSnapshot("../docs/openapi.json")
  })
})
