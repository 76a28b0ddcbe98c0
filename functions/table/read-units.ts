import type { Row } from "./db.ts"

const READ_UNIT_BYTES = 4_096

/** What a query cost that was answered with these rows, all fields, read eventually: half a unit for each 4 KB that it began. */
export const queryUnits = (rows: readonly Row[]): number =>
  Math.max(1, Math.ceil(rows.reduce((sum, row) => sum + bytesOf(row), 0) / READ_UNIT_BYTES)) / 2

/** How large a row is as DynamoDB counts it, or a little larger. */
const bytesOf = (row: Row): number =>
  Object.entries(row).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + sizeOf(value), 0)

function sizeOf(value: unknown): number {
  if (value instanceof Uint8Array) return value.length
  if (typeof value === "string") return Buffer.byteLength(value)
  return Buffer.byteLength(JSON.stringify(value) ?? "") + 2
}
