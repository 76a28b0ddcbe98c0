import { expect } from "vitest"
import type { ExportRequest } from "#shared/contract/exports.ts"
import type { TestConsole } from "./console.ts"

/** Has a list exported, waits until the file is there, and answers its lines by the names of their columns; no cell may hold a comma. */
export async function exported(
  river: TestConsole,
  as: string,
  request: ExportRequest,
): Promise<Record<string, string>[]> {
  const headers = { "idempotency-key": crypto.randomUUID() }
  const made = await river.call("POST", "/api/exports", { as, headers, body: { request } })
  expect(made.status).toBe(202)
  const read = async () => (await river.call("GET", `/api/exports/${made.body.exportId}`, { as })).body
  await expect.poll(async () => (await read()).status, { timeout: 20_000 }).toBe("ready")
  const text = await (await fetch((await read()).downloadUrl)).text()
  const [head, ...lines] = text.replace("\ufeff", "").trim().split("\r\n")
  const names = head!.split(",")
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, nth) => [names[nth]!, cell])))
}
