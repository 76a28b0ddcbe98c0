import { fold } from "#shared/directory/fold.ts"
import { maskEmail } from "#shared/directory/mask.ts"
import * as fc from "fast-check"
import { expect, test } from "vitest"

test.each([
  ["Åsa", "asa"],
  ["A\u030asa", "asa"],
  ["Straße", "STRASSE"],
  ["STRAẞE", "strasse"],
  ["İstanbul", "istanbul"],
  ["ISTANBUL", "ıstanbul"],
  ["ΟΔΟΣ", "οδος"],
  ["Ὀδός", "ΟΔΟΣ"],
  ["Łódź", "lodz"],
  ["Ørsted Æther", "ORSTED AETHER"],
  ["ﬁnance", "FINANCE"],
  ["Ｆｕｌｌ", "full"],
  ["Žižka", "zizka"],
  ["naïve café", "NAIVE CAFÉ"],
])("%s and %s are the same text to a searcher", (one, other) => {
  expect(fold(one)).toBe(fold(other))
})

test.each([
  ["か", "が"],
  ["a", "b"],
  ["Åsa", "Åse"],
  ["東京", "京東"],
])("%s and %s are not", (one, other) => {
  expect(fold(one)).not.toBe(fold(other))
})

test("folding what is folded changes nothing, and case never matters", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 8 }), (text) => {
      const once = fold(text)
      expect(fold(once)).toBe(once)
      expect(fold(text.toLowerCase())).toBe(once)
      expect(fold(text.toUpperCase())).toBe(once)
    }),
    { numRuns: 2_000 },
  )
})

test.each([
  ["owner@acme.test", "o…@acme.test"],
  ["o@acme.test", "o…@acme.test"],
  ['"a@b"@acme.test', '"…@acme.test'],
  ["𝒳y@acme.test", "𝒳…@acme.test"],
  ["no address", "n…"],
  ["@acme.test", "@…"],
  ["", "…"],
])("a viewer sees %s as %s", (email, masked) => {
  expect(maskEmail(email)).toBe(masked)
})
