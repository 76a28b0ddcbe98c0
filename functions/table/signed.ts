import { callAws } from "../runtime/aws.ts"
import type { Db } from "./db.ts"
import { type Carry, dbOver, type Meter } from "./transport.ts"

/** The table over our small signed client: for receivers and the API, for whose cold starts somebody waits. */
export function signedDb(table: string, { meter }: { meter?: Meter } = {}): Db {
  const carry: Carry = async (operation, input) =>
    readJson(await callAws("dynamodb", `DynamoDB_20120810.${operation}`, toJson(input)))
  return dbOver(table, carry, meter)
}

/** DynamoDB's JSON has binary values as base64. Looks at the value itself, because a Buffer turns itself into something else first. */
const toJson = (input: unknown): string =>
  JSON.stringify(input, function (this: Record<string, unknown>, key, value) {
    const itself = this[key]
    return itself instanceof Uint8Array ? Buffer.from(itself).toString("base64") : value
  })

/** An attribute called B holds an object, so a B that holds text, and a BS that holds a list, are always the types. */
const readJson = (text: string) =>
  JSON.parse(text, (key, value) => {
    if (key === "B" && typeof value === "string") return bytesOf(value)
    if (key === "BS" && Array.isArray(value)) return value.map(bytesOf)
    return value
  })

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, "base64"))
