import { isId } from "../id.ts"

/** A JSON object of an outside service, read field by field: a field that is absent or of another kind is null. */
export type Json = Record<string, unknown>

const TEXT_MAX = 500

export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value)
export const textIn = (from: Json | null, field: string): string | null => {
  const value = from?.[field]
  return typeof value === "string" && value !== "" ? value.slice(0, TEXT_MAX).toWellFormed() : null
}
/** A number; minus nothing is nothing. */
export const numberIn = (from: Json | null, field: string): number | null => {
  const value = from?.[field]
  if (typeof value !== "number" || !Number.isFinite(value)) return null
  return value === 0 ? 0 : value
}
/** The last second that a date can say. */
const SECONDS_MAX = 253_402_300_799
/** Stripe's clock: whole seconds since 1970. */
export const secondsIn = (from: Json | null, field: string): number | null => {
  const value = numberIn(from, field)
  return value !== null && Number.isInteger(value) && value >= 0 && value <= SECONDS_MAX ? value : null
}

const CENTS_MAX = 1e13
/** An amount in whole minor units. */
export const centsIn = (from: Json | null, field: string): number | null => {
  const value = numberIn(from, field)
  return value !== null && Number.isInteger(value) && Math.abs(value) <= CENTS_MAX ? value : null
}

const AMOUNT = /^\d{1,12}(\.\d{1,12})?$/
/** An amount or a percentage as decimal text, told as text or as a number. */
export const amountIn = (from: Json | null, field: string): string | null => {
  const value = from?.[field]
  const text = typeof value === "number" ? String(value) : value
  return typeof text === "string" && AMOUNT.test(text) ? text : null
}
export const objectIn = (from: Json | null, field: string): Json | null => {
  const value = from?.[field]
  return isJson(value) ? value : null
}
/** A list as an array, whether Stripe wraps it in `{data: […]}` or not. */
export const listIn = (from: Json | null, field: string): Json[] => {
  const value = from?.[field]
  const list = Array.isArray(value) ? value : isJson(value) && Array.isArray(value["data"]) ? value["data"] : []
  return list.filter(isJson)
}
/** An id; null where it is none that a key can be made from. */
export const idIn = (from: Json | null, field: string): string | null => {
  const value = from?.[field]
  return typeof value === "string" && isId(value) ? value : null
}
/** The id of something that is told by its id or whole. */
export const idOf = (from: Json | null, field: string): string | null =>
  idIn(from, field) ?? idIn(objectIn(from, field), "id")

/** Notes a field that is missing, and answers what stands in for it. */
export function need<Value>(value: Value | null, misses: string[], path: string, standIn: Value): Value {
  if (value !== null) return value
  misses.push(path)
  return standIn
}
