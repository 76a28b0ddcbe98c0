import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"

/** The rules a colour must keep, computed from the one file that names colours. */
const tokens = readFileSync(new URL("../../web/src/ui/tokens.css", import.meta.url), "utf8")

type Theme = "light" | "dark"
type Rgb = readonly [number, number, number]

const toLinear = (part: number) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)

/** Linear-light sRGB of `#rrggbb` or `oklch(L C H)`. */
function linearOf(colour: string): Rgb {
  const hex = /^#([0-9a-f]{6})$/i.exec(colour.trim())?.[1]
  if (hex) return [0, 2, 4].map((at) => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255)) as unknown as Rgb
  const oklch = /^oklch\(([\d.]+) ([\d.]+) ([\d.]+)\)$/.exec(colour.trim())
  if (!oklch) throw new Error(`not a colour this test can read: ${colour}`)
  const [lightness, chroma, hue] = oklch.slice(1).map(Number) as [number, number, number]
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  return [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ]
}

/** The two sides of `--name: light-dark(a, b)`. */
function tokenOf(name: string, theme: Theme): Rgb {
  const value = new RegExp(`--${name}:\\s*light-dark\\(((?:[^()]|\\([^()]*\\))*)\\)`).exec(tokens)?.[1]
  if (!value) throw new Error(`tokens.css has no --${name} for both themes`)
  const [light, dark] = value.split(/,(?![^(]*\))/) as [string, string]
  return linearOf(theme === "light" ? light : dark)
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b
function contrast(one: Rgb, other: Rgb): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

/** OKLab × 100, the measure of how far apart two colours look. */
function oklab([r, g, b]: Rgb): Rgb {
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
  return [
    100 * (0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s),
    100 * (1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s),
    100 * (0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s),
  ]
}
const apart = (one: Rgb, other: Rgb) => Math.hypot(...oklab(one).map((part, at) => part - oklab(other)[at]!))

/** What people without one kind of cone see: Machado, Oliveira and Fernandes 2009, severity 1, on linear light. */
const SIMULATIONS: Record<string, readonly [Rgb, Rgb, Rgb]> = {
  protan: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deutan: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritan: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
}
const seenBy = (matrix: readonly [Rgb, Rgb, Rgb], colour: Rgb): Rgb =>
  matrix.map((row) =>
    Math.min(1, Math.max(0, row[0] * colour[0] + row[1] * colour[1] + row[2] * colour[2])),
  ) as unknown as Rgb

const SERIES = ["series-1", "series-2", "series-3", "series-4", "series-5", "series-6", "series-7", "series-8"]
const RUNS = ["run-completed", "run-failed", "run-cancelled", "run-active"]

describe.each(["light", "dark"] as const)("%s", (theme) => {
  const sheet = tokenOf("sheet", theme)

  test.each([...SERIES, ...RUNS, "series-other", "series-unknown"])("%s is 3 : 1 on its sheet", (name) => {
    expect(contrast(tokenOf(name, theme), sheet)).toBeGreaterThanOrEqual(3)
  })

  describe.each(Object.entries(SIMULATIONS))("seen with %s", (_, matrix) => {
    const pairs = [SERIES, RUNS].flatMap((set) =>
      set.flatMap((one, at) => set.slice(at + 1).map((other) => [one, other] as const)),
    )
    test.each(pairs)("%s and %s are 10 apart", (one, other) => {
      expect(apart(seenBy(matrix, tokenOf(one, theme)), seenBy(matrix, tokenOf(other, theme)))).toBeGreaterThanOrEqual(
        10,
      )
    })
  })

  test.each(["ink-1", "ink-2", "ink-3"])("%s is text on every surface", (ink) => {
    for (const surface of ["paper", "sheet", "sunk", "raised", "hover", "chosen"]) {
      expect(contrast(tokenOf(ink, theme), tokenOf(surface, theme)), surface).toBeGreaterThanOrEqual(4.5)
    }
  })

  test.each(["ok", "warn", "fail", "observing", "quiet"])("the word %s is text on sheet and on its wash", (status) => {
    for (const surface of ["sheet", `${status}-wash`]) {
      expect(contrast(tokenOf(`${status}-ink`, theme), tokenOf(surface, theme)), surface).toBeGreaterThanOrEqual(4.5)
    }
  })
})
