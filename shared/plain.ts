/** A JSON value nested deeper than this is nobody's honest data. */
export const DEPTH_MAX = 32

/** What in a JSON value cannot be kept and given back as it was told, and where. */
export interface Oddity {
  /** The path of the field, `data.parents.order`; empty for the value itself. */
  where: string
  what: string
}

/** The first thing in a JSON value that no table, file or page could give back unchanged; undefined when it is plain. */
export function oddityIn(value: unknown, where = "", depth = 0): Oddity | undefined {
  if (typeof value === "string") return value.isWellFormed() ? undefined : { where, what: "text with half a character" }
  if (typeof value === "number")
    return Math.abs(value) <= Number.MAX_SAFE_INTEGER ? undefined : { where, what: "a number of more than 2^53" }
  if (typeof value !== "object" || value === null) return undefined
  if (depth === DEPTH_MAX) return { where, what: `nested deeper than ${DEPTH_MAX} levels` }
  for (const [name, inside] of Object.entries(value)) {
    if (name === "__proto__" || !name.isWellFormed()) return { where, what: "a field with a name that none may have" }
    const odd = oddityIn(inside, where ? `${where}.${name}` : name, depth + 1)
    if (odd) return odd
  }
  return undefined
}

/** Whether walking through a JSON value could exhaust the stack. */
export const isDeep = (value: unknown, depth = 0): boolean =>
  typeof value === "object" &&
  value !== null &&
  (depth === DEPTH_MAX || Object.values(value).some((inside) => isDeep(inside, depth + 1)))
