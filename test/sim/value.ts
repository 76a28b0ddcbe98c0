/** DynamoDB refuses what these functions throw for; `name` is its word. */
export class Invalid extends Error {
  override name = "ValidationException"
}

/** A value as it comes back from DynamoDB: undefined fields gone, nothing shared with the caller but bytes. */
export function stored(value: unknown): unknown {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value
  if (typeof value === "number") return storedNumber(value)
  if (Array.isArray(value)) return value.filter((one) => one !== undefined).map(stored)
  if (value instanceof Set) return storedSet(value)
  if (value instanceof Uint8Array) return new Uint8Array(value)
  if (typeof value === "object" && (value.constructor === Object || value.constructor === undefined))
    return storedFields(value as Record<string, unknown>)
  throw new Invalid(`A ${typeof value} cannot be stored`)
}

export function storedFields(fields: object): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) kept[name] = stored(value)
  return kept
}

function storedNumber(value: number): number {
  if (!Number.isFinite(value) || Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new Invalid(`The number ${value} would not come back as it is`)
  return value === 0 ? 0 : value
}

function storedSet(set: Set<unknown>): Set<string> {
  if (set.size === 0) throw new Invalid("A set must not be empty")
  for (const member of set) if (typeof member !== "string") throw new Invalid("Only sets of strings are used")
  return new Set(set as Set<string>)
}

/** A copy that its reader may change. Bytes are shared: nobody writes into them. */
export function copied<T>(value: T): T {
  if (typeof value !== "object" || value === null || value instanceof Uint8Array) return value
  if (Array.isArray(value)) return value.map(copied) as T
  if (value instanceof Set) return new Set(value) as T
  const copy: Record<string, unknown> = {}
  for (const name in value) copy[name] = copied(value[name])
  return copy as T
}

export function same(one: unknown, other: unknown): boolean {
  if (one === other) return true
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) return false
  if (one instanceof Uint8Array || other instanceof Uint8Array)
    return one instanceof Uint8Array && other instanceof Uint8Array && compareBytes(one, other) === 0
  if (one instanceof Set || other instanceof Set)
    return one instanceof Set && other instanceof Set && one.size === other.size && [...one].every((x) => other.has(x))
  if (Array.isArray(one) || Array.isArray(other))
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((x, at) => same(x, other[at]))
    )
  const [first, second] = [one as Record<string, unknown>, other as Record<string, unknown>]
  const names = Object.keys(first)
  return (
    names.length === Object.keys(second).length &&
    names.every((name) => name in second && same(first[name], second[name]))
  )
}

const compareBytes = (one: Uint8Array, other: Uint8Array): number => Buffer.compare(one, other)

/** Orders text by its UTF-8 bytes. JavaScript's own order differs where a surrogate pair meets a high character. */
export function compareText(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at++) {
    const [first, second] = [one.charCodeAt(at), other.charCodeAt(at)]
    if (first !== second) return byteRank(first) - byteRank(second)
  }
  return one.length - other.length
}
const byteRank = (unit: number): number => (unit < 0xd800 ? unit : unit >= 0xe000 ? unit - 0x800 : unit + 0x2000)

/** Below 0, 0 or above 0; NaN where the two have no order because their types differ. */
export function compare(one: unknown, other: unknown): number {
  if (typeof one === "number" && typeof other === "number") return one - other
  if (typeof one === "string" && typeof other === "string") return compareText(one, other)
  if (one instanceof Uint8Array && other instanceof Uint8Array) return compareBytes(one, other)
  return Number.NaN
}

const counted = new WeakMap<object, number>()

/** Bytes that DynamoDB counts for a row that does not change any more: names and values, without anything for storage. */
export function rowBytes(row: object): number {
  let bytes = counted.get(row)
  if (bytes === undefined) counted.set(row, (bytes = fieldsBytes(row)))
  return bytes
}

function fieldsBytes(fields: object): number {
  let sum = 0
  for (const [name, value] of Object.entries(fields)) sum += Buffer.byteLength(name) + valueBytes(value)
  return sum
}

function valueBytes(value: unknown): number {
  if (typeof value === "string") return Buffer.byteLength(value)
  if (typeof value === "number") return numberBytes(value)
  if (value === null || typeof value === "boolean") return 1
  if (value instanceof Uint8Array) return value.length
  if (value instanceof Set) return [...value].reduce((sum, one) => sum + Buffer.byteLength(one as string), 0)
  if (Array.isArray(value)) return value.reduce((sum: number, one) => sum + 1 + valueBytes(one), 3)
  return 3 + Object.keys(value as object).length + fieldsBytes(value as object)
}

/** A byte for two digits, one for the exponent, one for a minus. */
function numberBytes(value: number): number {
  const digits = Math.abs(value)
    .toString()
    .replace(/e.*$/, "")
    .replace(".", "")
    .replace(/^0+|0+$/g, "").length
  return Math.ceil(digits / 2) + 1 + (value < 0 ? 1 : 0)
}
