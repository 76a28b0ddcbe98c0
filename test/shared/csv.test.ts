import { expect, test } from "vitest"
import { csvCell, csvLine } from "#shared/csv.ts"

test("what a spreadsheet would run stays text, and numbers stay numbers", () => {
  for (const told of ["=1+1", "+1-800", "-2+3", "@SUM(A1)", "\tx", "-1.5e3", "--5"])
    expect(csvCell(told)).toBe(`'${told}`)
  for (const told of ["\0=1+1", "＝1+1", "＋1", "－1", "＠SUM(A1)"]) expect(csvCell(told)).toBe(`'${told}`)
  for (const told of ["\r=1", "\n=1"]) expect(csvCell(told)).toBe(`"'${told}"`)
  for (const told of ["-1321.36", "0.00", "-5", "12"]) expect(csvCell(told)).toBe(told)
  expect(csvLine([-1.5, null, "a,b", 'say "x"', { b: 1 }, true])).toBe('-1.5,,"a,b","say ""x""","{""b"":1}",true\r\n')
})
