/** One field that a command changed, in words; `–` where it was or is not there. */
export interface Change {
  field: string
  before: string
  after: string
}

type Values = Record<string, unknown> | null

/** The fields whose value differs. Of a list only what came and went is told, one item a line. */
export function changesOf(before: Values, after: Values): Change[] {
  const fields = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])]
  return fields.flatMap((field) => {
    const [was, is] = [before?.[field], after?.[field]]
    if (textOf(was) === textOf(is)) return []
    if (Array.isArray(was) && Array.isArray(is)) {
      const [had, has] = [was.map(textOf), is.map(textOf)]
      const gone = had.filter((item) => !has.includes(item))
      const come = has.filter((item) => !had.includes(item))
      return [{ field, before: gone.join("\n") || "–", after: come.join("\n") || "–" }]
    }
    return [{ field, before: textOf(was), after: textOf(is) }]
  })
}

/** A value as text. The fields of an object are in order, so that the same object always gives the same text. */
function textOf(value: unknown): string {
  if (value === undefined) return "–"
  if (typeof value === "string") return value
  if (value === null || typeof value !== "object" || Array.isArray(value)) return JSON.stringify(value)
  const fields = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return fields.map(([name, one]) => `${name} ${textOf(one)}`).join(", ")
}
