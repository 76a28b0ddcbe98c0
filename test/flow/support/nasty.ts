import fc from "fast-check"

/** Text that harms whoever takes it for what it seems to be. */
export const NASTY_TEXTS = [
  "",
  " ",
  "\u0000",
  "\ud800",
  "half a \udfff pair",
  "\u202eback",
  "__proto__",
  "constructor",
  "toString",
  "hasOwnProperty",
  "two\nlines",
  "a#b",
  "a/b",
  "../../etc",
  "50%off",
  "a%2Fb",
  "%00",
  "%E0%A4%A",
  "=1+1",
  "'; DROP TABLE x; --",
  "<script>alert(1)</script>",
  "x".repeat(150),
  "x".repeat(3_000),
  "😀".repeat(400),
  "-1",
  "0",
  "1.5",
  "1e309",
  "0x10",
  "NaN",
  "null",
  "0000-01-01",
  "0001-01-01",
  "2026-02-30",
  "9999-12-31",
  "0000-01-01T00:00:00+14:00",
  "9999-12-31T23:59:59-14:00",
  "2026-11-20T14:00:00Z",
  "2026-11-20T14:00:00.123456789Z",
]
const NUMBERS = [
  "0",
  "-0",
  "-1",
  "1.5",
  "3",
  "1e12",
  "1e13",
  "1e21",
  "1e308",
  "1e400",
  "-1e400",
  "9007199254740993",
  "5e-324",
]
const deep = (open: string, close: string, levels: number) => `${open.repeat(levels)}1${close.repeat(levels)}`
const VALUES = [
  "null",
  "true",
  "false",
  "[]",
  "{}",
  "[null]",
  '{"__proto__":{"polluted":1}}',
  '{"constructor":{"prototype":{"polluted":1}}}',
  '{"toString":1,"valueOf":2}',
  '{"":1}',
  '{"two\\nlines":1,"a":2}',
  '{"length":1e9}',
  '{"a":1,"a":2}',
  deep("[", "]", 20_000),
  deep('{"a":', "}", 20_000),
]

/** Every nasty JSON value once, as its text: some of what JSON can say no object of ours can. */
export const NASTY_VALUES: readonly string[] = [
  ...NASTY_TEXTS.map((text) => JSON.stringify(text)),
  ...NUMBERS,
  ...VALUES,
]

export const nastyText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...NASTY_TEXTS) },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 12 }) },
)

export const nastyJson = fc.oneof(
  { weight: 4, arbitrary: nastyText.map((text) => JSON.stringify(text)) },
  { weight: 2, arbitrary: fc.constantFrom(...NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom(...VALUES) },
)

/** A JSON object as text, from fields that are JSON text; undefined ones are left out. */
export const objectText = (fields: Record<string, string | undefined>): string =>
  `{${Object.entries(fields)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${JSON.stringify(name)}:${value}`]))
    .join(",")}}`

/** One field in three as it should be, one as nobody wants it, one missing. */
export const fieldLike = <Value>(plausible: fc.Arbitrary<Value>, nasty: fc.Arbitrary<Value>) =>
  fc.oneof(
    { weight: 6, arbitrary: plausible },
    { weight: 3, arbitrary: nasty },
    { weight: 1, arbitrary: fc.constant(undefined) },
  )

/** Bodies that are no JSON object, or none at all. */
export const nastyBody = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "{",
    "[",
    "]",
    "{}",
    "[]",
    "null",
    '"text"',
    "1e400",
    "\ufeff{}",
    "{\u0000}",
    '{"a":}',
    "a=b&c=d",
  ),
  nastyJson,
)
