/** What one field of a listed row may hold. Null means unknown, in any column but `id`. */
export type Cell = string | number | boolean | null

/** How a field is kept, sorted, searched and hidden. */
export type Column =
  /** Free text; `mask` is what staff viewers see of it, who can neither search it nor sort by it. */
  | { kind: "text"; searchable?: boolean; mask?: (text: string) => string }
  /** One of a few words; they sort as they stand here. At most 250. */
  | { kind: "word"; words: readonly string[] }
  /** ISO text with milliseconds, kept to the millisecond. */
  | { kind: "instant" }
  | { kind: "number" }
  | { kind: "flag" }

/** Columns by field, in the order they are shown. */
export type Columns = Readonly<Record<string, Column>>

/** One directory: what it is called in the table and what stands in its rows. A field its row gains does not compile until it is declared. */
export interface DirectoryKind<Row extends { id: string }> {
  name: string
  columns: Columns & { readonly [Field in keyof Row & string]: Column }
}

/** A row with its version. Two different rows of one id never share a version, and the newer has the greater one. */
export interface Versioned<Row = Cells> {
  row: Row
  version: number
}

/** A row seen as its fields; inside the directory nobody cares what it is a row of. */
export type Cells = { id: string; [field: string]: Cell }

/** The fields and their kinds as one line: a snapshot of another shape is built anew from the table. */
export const shapeOf = (columns: Columns): string =>
  Object.entries(columns)
    .map(([field, { kind }]) => `${field}:${kind}`)
    .join(" ")
