/** How a formula begins, in full width too; control characters are passed over on the way to it. */
const FORMULA = /^[=+\-@＝＋－＠\p{Cc}]/u

/** One CSV cell after RFC 4180. Text that a spreadsheet would run as a formula gets a leading apostrophe; numbers, also as decimal text, stay raw. */
export function csvCell(value: unknown): string {
  if (value === null || value === undefined) return ""
  if (typeof value === "number" || typeof value === "boolean") return String(value)
  const told = typeof value === "string" ? value : JSON.stringify(value)
  const text = FORMULA.test(told) && !/^-?\d+(\.\d+)?$/.test(told) ? `'${told}` : told
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** One CSV line with its line end. */
export const csvLine = (values: readonly unknown[]): string => `${values.map(csvCell).join(",")}\r\n`
