import { CODES_OF_DIGITS, numbersIn, signed } from "../digits.ts"

/** A number has at most eleven digits. */
const DIGITS_MAX = 11
const [MINUS, COMMA] = [45, 44]
const ascii = new TextDecoder()

/** Where columns are written, byte by byte, because every fold and merge of a call comes by here; one text at a time. */
let bytes = new Uint8Array(65_536)
let used = 0

function makeRoom(room: number): void {
  if (used + room <= bytes.length) return
  const more = new Uint8Array(2 * (used + room))
  more.set(bytes.subarray(0, used))
  bytes = more
}

/** Begins a text of columns of whole numbers. Its writer is done with before the next one begins. */
export function columnWriter() {
  used = 0
  return {
    column: (numbers: readonly number[]) =>
      writeField(
        numbers.map((number) => [number]),
        0,
      ),
    /** One column of each field. */
    columns(rows: readonly (readonly number[])[], fields: number) {
      for (let field = 0; field < fields; field++) writeField(rows, field)
    },
    text: (): string => ascii.decode(bytes.subarray(0, Math.max(0, used - 1))),
  }
}

/** Nothing for zeros alone; a minus before numbers of which some are below zero. */
function writeField(rows: readonly (readonly number[])[], field: number): void {
  makeRoom(rows.length * DIGITS_MAX + 2)
  let isNothing = true
  let isSigned = false
  for (const row of rows) {
    if (row[field] !== 0) isNothing = false
    if (row[field]! < 0) isSigned = true
  }
  let at = used
  if (isSigned) bytes[at++] = MINUS
  if (!isNothing)
    for (const row of rows) {
      const number = row[field]!
      let rest = isSigned ? (number < 0 ? -2 * number - 1 : 2 * number) : number
      for (; rest > 0x7fff_ffff; rest = Math.floor(rest / 32)) bytes[at++] = CODES_OF_DIGITS[32 + (rest % 32)]!
      for (; rest >= 32; rest >>= 5) bytes[at++] = CODES_OF_DIGITS[32 + (rest & 31)]!
      bytes[at++] = CODES_OF_DIGITS[rest]!
    }
  bytes[at++] = COMMA
  used = at
}

/** A column, to be read; nothing is no number at all. */
export const numbersOfColumn = (text: string): number[] =>
  text.startsWith("-") ? numbersIn(text.slice(1)).map(signed) : numbersIn(text)
