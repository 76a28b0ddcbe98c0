import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { brotliCompressSync } from "node:zlib"
import { beforeAll, expect, test } from "vitest"
import { build, WEB_BUILD } from "../../../infra/build.ts"

const FIRST_BYTES_MAX = 70_000
const PAGE_BYTES_MAX = 25_000

const assets = join(WEB_BUILD, "assets")
const textOf = (file: string) => readFileSync(join(assets, file), "utf8")
const brotliBytes = (files: Iterable<string>) =>
  [...files].reduce((sum, file) => sum + brotliCompressSync(textOf(file)).length, 0)

/** A script and every script it cannot run without. */
function withImports(entries: readonly string[]): Set<string> {
  const loaded = new Set(entries)
  for (const file of loaded)
    for (const [, , next] of textOf(file).matchAll(/\b(?:from|import)\s*(["'`])\.\/([\w.-]+\.js)\1/g)) loaded.add(next!)
  return loaded
}
/** Scripts that are fetched when they are first needed: pages, and what lies over pages. */
const laterOf = (files: Iterable<string>) => [
  ...new Set(
    [...files].flatMap((file) =>
      [...textOf(file).matchAll(/\bimport\((["'`])\.\/([\w.-]+\.js)\1/g)].map(([, , name]) => name!),
    ),
  ),
]

let first: Set<string>
beforeAll(async () => {
  await build()
  const html = readFileSync(join(WEB_BUILD, "index.html"), "utf8")
  first = withImports([...html.matchAll(/(?:src|href)="\/assets\/([\w.-]+\.js)"/g)].map(([, name]) => name!))
})

test("what every page waits for stays small", () => {
  expect(first.size).toBeGreaterThan(0)
  expect(brotliBytes(first)).toBeLessThanOrEqual(FIRST_BYTES_MAX)
})

test("what one page adds stays small, and no script is left uncounted", () => {
  const counted = new Set(first)
  /** Counts what a script adds to those that are there before it, and then what it leads to itself. */
  const count = (entry: string, there: ReadonlySet<string>) => {
    const own = [...withImports([entry])].filter((file) => !there.has(file))
    for (const file of own) counted.add(file)
    expect(brotliBytes(own), entry).toBeLessThanOrEqual(PAGE_BYTES_MAX)
    const here = new Set([...there, ...own])
    for (const next of laterOf(own)) if (!here.has(next)) count(next, here)
  }
  for (const page of laterOf(first)) count(page, first)
  expect([...counted].sort()).toEqual(
    readdirSync(assets)
      .filter((file) => file.endsWith(".js"))
      .sort(),
  )
})
