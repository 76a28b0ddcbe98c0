/** JSON with its keys sorted, so that equal values have equal text and equal hashes. */
export function canonical(value: unknown): string {
  if (value === null || typeof value !== "object") return JSON.stringify(value) ?? "null"
  let text = ""
  if (Array.isArray(value)) {
    for (const one of value) text += `${text && ","}${canonical(one)}`
    return `[${text}]`
  }
  const record = value as Record<string, unknown>
  for (const key of Object.keys(record).sort())
    if (record[key] !== undefined) text += `${text && ","}${JSON.stringify(key)}:${canonical(record[key])}`
  return `{${text}}`
}
