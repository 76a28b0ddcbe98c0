import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { converted, exponentOf, fractionOf, knowsCurrency, microsOfUsd, minorOf, rounded } from "#shared/money.ts"
import { Refusal } from "#shared/refusal.ts"

describe("minor units", () => {
  test.each([
    ["usd", 2],
    ["eur", 2],
    ["mxn", 2],
    ["jpy", 0],
    ["krw", 0],
    ["vnd", 0],
    ["clp", 0],
    ["pyg", 0],
    ["xaf", 0],
    ["xof", 0],
    ["xpf", 0],
    ["bif", 0],
    ["djf", 0],
    ["gnf", 0],
    ["kmf", 0],
    ["rwf", 0],
    ["vuv", 0],
    ["bhd", 3],
    ["jod", 3],
    ["kwd", 3],
    ["omr", 3],
    ["tnd", 3],
    ["iqd", 3],
    ["lyd", 3],
  ])("%s has %i digits", (currency, digits) => {
    expect(exponentOf(currency)).toBe(digits)
  })

  test.each(["isk", "ugx"])("%s has no smaller unit, and Stripe counts it by hundredths all the same", (currency) => {
    expect(exponentOf(currency)).toBe(2)
  })

  test("mga counts whole units with Stripe, whatever ISO says", () => {
    expect(exponentOf("mga")).toBe(0)
  })

  test("an unknown currency is refused, never guessed", () => {
    expect(knowsCurrency("xxx")).toBe(false)
    expect(knowsCurrency("USD")).toBe(false)
    expect(() => exponentOf("xxx")).toThrow(Refusal)
    expect(() => converted(100, "xxx", "usd", "1")).toThrow(Refusal)
    expect(() => converted(100, "usd", "xxx", "1")).toThrow(Refusal)
    expect(knowsCurrency("constructor")).toBe(false)
  })

  test("every currency the platform can name, of today's money, is known", () => {
    const NOT_MONEY = /^(x(?!af|cd|of|pf|cg)..|zwr|zwn)$/
    const retired = new Set(
      "adp afa alk aok aon aor ara arl arm arp ats azm bad ban bec bef bel bgl bgm bgo bol bop bov brb brc bre brn brr brz buk byb byr che chw cle clf cnh cnx cou csd csk cuc cyp ddm dem ecs ecv eek esa esb esp fim frf gek ghc gns gqe grd gwe gwp hrd hrk iej ilp ilr isj itl krh kro ltl ltt luc luf lul lvl lvr maf mcf mdc mgf mkn mlf mro mtl mtp mvp mxp mxv mze mzm nic nlg pei pes plz pte rhd rol rur sdd sdp sit skk srg std sur tjr tmm tpe trl uak ugs usn uss uyi uyp uyw vnn ved vef xeu ydd yud yum yun yur zal zmk zrn zrz zwd zwl sll ang kpw cup syp lsm".split(
        " ",
      ),
    )
    const unknown = Intl.supportedValuesOf("currency")
      .map((name) => name.toLowerCase())
      .filter((name) => !NOT_MONEY.test(name) && !retired.has(name) && !knowsCurrency(name))
    expect(unknown).toEqual([])
  })

  test("ISO's digits agree with the platform's, save Stripe's own", () => {
    // Intl shows some currencies as people write them, without the small coins that ISO still has.
    const written = new Set(
      "isk ugx mga afn all amd bgn cop crc huf idr iqd irr kpw lak lbp lyd mmk mro mru pkr rsd sll sos syp tjs tmt tzs uzs yer zmw zwl cup gyd mur twd kzt mnt nok omr sle lsl bif clp czk dkk inr sek tnd".split(
        " ",
      ),
    )
    for (const name of Intl.supportedValuesOf("currency")) {
      const currency = name.toLowerCase()
      if (!knowsCurrency(currency) || written.has(currency)) continue
      const digits = new Intl.NumberFormat("en", { style: "currency", currency: name }).resolvedOptions()
        .maximumFractionDigits
      expect([currency, exponentOf(currency)]).toEqual([currency, digits])
    }
  })
})

describe("decimal text", () => {
  test.each([
    ["0.0123", 12_300],
    ["0", 0],
    ["1", 1_000_000],
    ["-1.5", -1_500_000],
    ["0.0000005", 1],
    ["0.00000049", 0],
    ["-0.0000005", -1],
    ["0.1", 100_000],
    ["123456.789012", 123_456_789_012],
    ["1e-7", 0],
    ["5e-7", 1],
    ["1.5E+3", 1_500_000_000],
  ])("%s dollars are %i micros", (text, micros) => {
    expect(microsOfUsd(text)).toBe(micros)
  })

  test.each(["", " ", "abc", "1.", ".5", "1,5", "0x10", "NaN", "Infinity", "1.2.3", "--1", "1e999999", "9".repeat(40)])(
    "%j is refused",
    (text) => {
      expect(() => microsOfUsd(text)).toThrow(Refusal)
    },
  )

  test("amounts beyond what an integer can hold are refused, never blurred", () => {
    expect(() => microsOfUsd("999999999999999")).toThrow(Refusal)
    expect(() => converted(Number.MAX_SAFE_INTEGER, "usd", "eur", "1000")).toThrow(Refusal)
  })
})

describe("rounding", () => {
  test.each([
    [5n, 2n, 3],
    [-5n, 2n, -3],
    [1n, 2n, 1],
    [-1n, 2n, -1],
    [1n, 3n, 0],
    [2n, 3n, 1],
    [49n, 100n, 0],
    [0n, 7n, 0],
  ])("%s / %s is %i", (over, under, wanted) => {
    expect(rounded({ over, under })).toBe(wanted)
  })

  test("minus nothing is nothing", () => {
    expect(Object.is(rounded({ over: -1n, under: 3n }), 0)).toBe(true)
  })

  test("is half away from zero, whatever the fraction", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }),
        fc.bigInt({ min: 1n, max: 10n ** 6n }),
        (over, under) => {
          const got = BigInt(rounded({ over, under }))
          const distance = got * under - over
          const size = distance < 0n ? -distance : distance
          expect(2n * size <= under).toBe(true)
          if (2n * size === under) expect(over < 0n ? distance < 0n : distance > 0n).toBe(true)
        },
      ),
    )
  })
})

describe("conversion", () => {
  test.each([
    [10_000, "eur", "usd", "1.0850", 10_850],
    [1, "eur", "usd", "1.5", 2],
    [1_000, "jpy", "usd", "0.0067", 670],
    [670, "usd", "jpy", "149.25", 1_000],
    [30_000, "krw", "vnd", "18.5", 555_000],
    [1_234, "kwd", "usd", "3.25", 401],
    [401, "usd", "kwd", "0.3077", 1_234],
    [-150, "eur", "usd", "1.01", -152],
    [12_345, "usd", "usd", "1", 12_345],
  ])("%i %s in %s at %s is %i", (minor, from, to, rate, wanted) => {
    expect(converted(minor, from, to, rate)).toBe(wanted)
  })

  test("is exact for every pair of exponents, against scaled integers", () => {
    const currencies = ["usd", "jpy", "kwd", "krw", "eur", "tnd", "ugx"]
    const digits: Record<string, number> = { usd: 2, jpy: 0, kwd: 3, krw: 0, eur: 2, tnd: 3, ugx: 2 }
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.constantFrom(...currencies),
        fc.constantFrom(...currencies),
        fc.integer({ min: 1, max: 1e9 }),
        (minor, from, to, rateMillionths) => {
          const rate = `${Math.floor(rateMillionths / 1e6)}.${String(rateMillionths % 1e6).padStart(6, "0")}`
          const over = BigInt(minor) * BigInt(rateMillionths) * 10n ** BigInt(digits[to]!)
          const under = 1_000_000n * 10n ** BigInt(digits[from]!)
          const size = over < 0n ? -over : over
          const half = (size + under / 2n) / under
          expect(converted(minor, from, to, rate)).toBe(Number(over < 0n ? -half : half) || 0)
        },
      ),
    )
  })
})

test("a fraction keeps every digit of its text", () => {
  expect(fractionOf("12.3456789012")).toEqual({ over: 123_456_789_012n, under: 10n ** 10n })
})

test.each([
  ["12.5", "usd", 1_250],
  ["12", "usd", 1_200],
  ["980", "jpy", 980],
  ["1.234", "bhd", 1_234],
  ["0.29", "usd", 29],
  ["12.345", "usd", null],
  ["9.5", "jpy", null],
  ["-1", "usd", null],
  ["1e3", "usd", null],
  ["", "usd", null],
  ["1", "xxx", null],
])("%s in %s is %s of the smallest unit", (text, currency, minor) => {
  expect(minorOf(text, currency)).toBe(minor)
})
