import type { Condition, Key, Row, TransactWrite, Update } from "../../functions/table/db.ts"
import { compare, rowBytes, Invalid, same, stored, storedFields } from "./value.ts"

const ROW_BYTES_MAX = 400 * 1024
const INDEX_FIELDS = ["gsi1pk", "gsi1sk", "gsi2pk", "gsi2sk"] as const

/** What a write makes of the row that stands there: the row afterwards, no row, or a lost condition. */
export function writeOutcome(write: TransactWrite, before: Row | undefined): Row | undefined | "refused" {
  // What cannot be written is said before the condition is looked at.
  const put = "put" in write ? (storedFields(write.put) as Row) : undefined
  if (put) checkRow(put)
  if ("update" in write) checkUpdate(write)
  if (write.when && !holds(write.when, before)) return "refused"
  if (put) return put
  if ("update" in write) return updated(write, before)
  return "remove" in write ? undefined : before
}

export const keyOfWrite = (write: TransactWrite): Key => {
  if ("put" in write) return write.put
  if ("update" in write) return write.update
  return "remove" in write ? write.remove : write.check
}

/** True when a condition holds on the row as it stands; on no row every field is absent. */
export function holds(condition: Condition, row: Row | undefined): boolean {
  if ("absent" in condition) return row?.[condition.absent] === undefined
  if ("present" in condition) return row?.[condition.present] !== undefined
  if ("all" in condition) return some(condition.all).every((one) => holds(one, row))
  if ("any" in condition) return some(condition.any).some((one) => holds(one, row))
  const [[word, [field, asked]]] = Object.entries(condition) as [[string, readonly [string, unknown]]]
  const [value, wanted] = [row?.[field], stored(asked)]
  if (word === "eq") return same(value, wanted)
  if (word === "ne") return !same(value, wanted)
  if (Number.isNaN(compare(wanted, wanted))) throw new Invalid(`There is no order of ${typeof wanted} values`)
  const order = compare(value, wanted)
  if (word === "lt") return order < 0
  if (word === "le") return order <= 0
  return word === "gt" ? order > 0 : order >= 0
}

function some(conditions: readonly Condition[]): readonly Condition[] {
  if (conditions.length === 0) throw new Invalid("A condition made of no conditions")
  return conditions
}

function updated(update: Update, before: Row | undefined): Row {
  const { set = {}, init = {}, add = {}, drop = [] } = update
  const row: Row = before ? { ...before } : ({ pk: update.update.pk, sk: update.update.sk } as Row)
  Object.assign(row, storedFields(set))
  for (const [field, value] of Object.entries(init))
    if (row[field] === undefined && value !== undefined) row[field] = stored(value)
  for (const [field, more] of Object.entries(add)) if (more !== undefined) row[field] = added(field, row[field], more)
  for (const field of drop) delete row[field]
  checkRow(row)
  return row
}

function added(field: string, held: unknown, more: number | Set<string>): number | Set<string> {
  if (typeof more === "number") {
    if (held !== undefined && typeof held !== "number") throw new Invalid(`${field} is no number to add to`)
    return stored((held ?? 0) + more) as number
  }
  if (held !== undefined && !(held instanceof Set)) throw new Invalid(`${field} is no set to add to`)
  return new Set([...((held as Set<string> | undefined) ?? []), ...(stored(more) as Set<string>)])
}

function checkUpdate({ set = {}, init = {}, add = {}, drop = [] }: Update): void {
  const told = [set, init, add].flatMap((fields) =>
    Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : [field])),
  )
  const fields = [...told, ...drop]
  if (new Set(fields).size < fields.length) throw new Invalid("An update changes a field twice")
  if (fields.includes("pk") || fields.includes("sk")) throw new Invalid("An update cannot change the key")
  for (const [field, more] of Object.entries(add))
    if (typeof more === "number" && !Number.isInteger(more)) throw new Invalid(`${field} counts in whole numbers`)
  storedFields(set)
  storedFields(init)
  storedFields(add)
}

function checkRow(row: Row): void {
  for (const field of ["pk", "sk"] as const)
    if (typeof row[field] !== "string" || row[field] === "") throw new Invalid(`${field} must be text`)
  for (const field of INDEX_FIELDS)
    if (row[field] !== undefined && (typeof row[field] !== "string" || row[field] === ""))
      throw new Invalid(`${field} must be text where it is present`)
  if (rowBytes(row) > ROW_BYTES_MAX) throw new Invalid("A row holds 400 KB")
}
