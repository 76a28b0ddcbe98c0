import type { Columns } from "./column.ts"
import { type Former, type Part, type Snapshot, unknownPart } from "./snapshot.ts"

/** Raised when older code could not read what newer code writes. */
export const FORMAT = 1

interface Head {
  format: number
  version: number
  builtAt: string
  watermarkAt: string
  count: number
  formers: readonly Former[]
  parts: { field: string; kind: Part["kind"]; words?: readonly string[] }[]
  /** Length of each block in bytes: versions, then of each part its one or two blocks. */
  blocks: number[]
}

const NULL_LENGTH = 0xffffffff
const utf8 = new TextEncoder()
/** Keeps a byte order mark: it is somebody's name. */
const text8 = new TextDecoder("utf-8", { ignoreBOM: true })

const bytesOf = ({ buffer, byteOffset, byteLength }: Uint32Array | Float64Array) =>
  new Uint8Array(buffer, byteOffset, byteLength)

function blocksOf(part: Part): Uint8Array[] {
  if (part.kind === "code") return [part.codes]
  if (part.kind === "number") return [bytesOf(part.numbers)]
  const lengths = part.nulls.length === 0 ? new Uint32Array(0) : new Uint32Array(part.nulls.length)
  for (let at = 0; at < lengths.length; at++)
    lengths[at] = part.nulls[at] ? NULL_LENGTH : part.starts[at + 1]! - part.starts[at]!
  return [bytesOf(lengths), utf8.encode(part.text)]
}

/** A snapshot as bytes: the length of its head, the head as JSON, then plain little-endian columns. Compress them: that is worth five to one. */
export function encode(snapshot: Snapshot): Uint8Array {
  const { version, builtAt, watermarkAt, count, formers } = snapshot
  const parts = Object.entries(snapshot.parts)
  const blocks = [bytesOf(snapshot.versions), ...parts.flatMap(([, part]) => blocksOf(part))]
  const head: Head = {
    format: FORMAT,
    version,
    builtAt,
    watermarkAt,
    count,
    formers,
    parts: parts.map(([field, part]) => ({
      field,
      kind: part.kind,
      ...(part.kind === "code" ? { words: part.words } : {}),
    })),
    blocks: blocks.map((block) => block.length),
  }
  const headBytes = utf8.encode(JSON.stringify(head))
  const all = new Uint8Array(blocks.reduce((sum, block) => sum + block.length, 4 + headBytes.length))
  new DataView(all.buffer).setUint32(0, headBytes.length, true)
  all.set(headBytes, 4)
  let end = 4 + headBytes.length
  for (const block of blocks) {
    all.set(block, end)
    end += block.length
  }
  return all
}

function textPart(lengths: Uint32Array, text: string): Part {
  const starts = new Uint32Array(lengths.length + 1)
  const nulls = new Uint8Array(lengths.length)
  for (let at = 0; at < lengths.length; at++) {
    if (lengths[at] === NULL_LENGTH) nulls[at] = 1
    starts[at + 1] = starts[at]! + (nulls[at] ? 0 : lengths[at]!)
  }
  return { kind: "text", text, starts, nulls }
}

/**
 * Reads what `encode` wrote. A column that the bytes lack, or hold in another kind, is unknown in every row.
 * Throws on another format or on bytes that were cut short.
 */
export function decode(bytes: Uint8Array, columns: Columns): Snapshot {
  const headLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(0, true)
  const head = JSON.parse(text8.decode(bytes.subarray(4, 4 + headLength))) as Head
  if (head.format !== FORMAT) throw new Error(`A snapshot of format ${head.format}; this code reads ${FORMAT}`)
  let end = 4 + headLength
  if (head.blocks.reduce((sum, length) => sum + length, end) !== bytes.length)
    throw new Error("The snapshot is cut short")
  let block = 0
  /** A copy (a Buffer's `slice` is none): typed arrays need their own alignment, and the file's bytes can then be let go. */
  const next = () => new Uint8Array(bytes.subarray(end, (end += head.blocks[block++]!)))
  const versions = new Float64Array(next().buffer)
  const found = new Map<string, Part>()
  for (const { field, kind, words = [] } of head.parts) {
    if (kind === "code") found.set(field, { kind, codes: next(), words })
    else if (kind === "number") found.set(field, { kind, numbers: new Float64Array(next().buffer) })
    else {
      const lengths = new Uint32Array(next().buffer)
      found.set(field, textPart(lengths, text8.decode(next())))
    }
  }
  const { version, builtAt, watermarkAt, count, formers } = head
  const parts = Object.fromEntries(
    Object.entries(columns).map(([field, column]) => {
      const unknown = unknownPart(column, count)
      const part = found.get(field)
      return [field, part?.kind === unknown.kind ? part : unknown]
    }),
  )
  return { columns, version, builtAt, watermarkAt, count, versions, parts, formers }
}
