/**
 * EventBridge's event patterns. A pattern's fields must all match; a field matches when one of its listed values or
 * comparisons does; an array in the event matches when one of its elements does.
 */
export type Pattern = Record<string, unknown>

type Comparison = (wanted: never, value: unknown) => boolean
const NUMBERS: Record<string, (value: number, bound: number) => boolean> = {
  "=": (value, bound) => value === bound,
  "<": (value, bound) => value < bound,
  "<=": (value, bound) => value <= bound,
  ">": (value, bound) => value > bound,
  ">=": (value, bound) => value >= bound,
}

const isText = (value: unknown): value is string => typeof value === "string"
const sameText = (a: string, b: string) => a.toLowerCase() === b.toLowerCase()
type Edge = string | { "equals-ignore-case": string }
const atEdge = (edge: Edge, value: unknown, test: (text: string, part: string) => boolean) =>
  isText(value) &&
  (isText(edge) ? test(value, edge) : test(value.toLowerCase(), edge["equals-ignore-case"].toLowerCase()))

const COMPARISONS: Record<string, Comparison> = {
  prefix: (edge: Edge, value) => atEdge(edge, value, (text, part) => text.startsWith(part)),
  suffix: (edge: Edge, value) => atEdge(edge, value, (text, part) => text.endsWith(part)),
  "equals-ignore-case": (wanted: string, value) => isText(value) && sameText(value, wanted),
  wildcard: (wanted: string, value) => isText(value) && wildcard(wanted).test(value),
  numeric: (bounds: (string | number)[], value) => typeof value === "number" && inBounds(bounds, value),
  cidr: (range: string, value) => isText(value) && inRange(range, value),
  "anything-but": (unwanted: unknown, value) =>
    value !== undefined && ![unwanted].flat().some((one) => anythingButHas(one, value)),
}

/** Whether the event is one the pattern asks for. */
export function matches(pattern: Pattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, wanted]) => {
    if (field === "$or") return (wanted as Pattern[]).some((one) => matches(one, event))
    const value = fieldOf(event, field)
    if (Array.isArray(wanted)) return wanted.some((one) => oneMatches(one, value))
    const inner = Array.isArray(value) ? value : [value]
    return inner.some((element) => matches(wanted as Pattern, element))
  })
}

/** Throws when a pattern holds something EventBridge would not take: a rule that never matches is worse than an error. */
export function checkPattern(pattern: unknown, path = "pattern"): void {
  if (!isObject(pattern)) throw new Error(`${path} must be an object.`)
  for (const [field, wanted] of Object.entries(pattern)) {
    const at = `${path}.${field}`
    if (field === "$or") {
      if (!Array.isArray(wanted) || wanted.length < 2) throw new Error(`${at} must list at least two patterns.`)
      for (const [place, one] of wanted.entries()) checkPattern(one, `${at}[${place}]`)
    } else if (!Array.isArray(wanted)) checkPattern(wanted, at)
    else if (wanted.length === 0) throw new Error(`${at} must not be empty.`)
    else for (const one of wanted) checkOne(one, at)
  }
}

function checkOne(one: unknown, at: string): void {
  if (one === null || ["string", "number", "boolean"].includes(typeof one)) return
  const names = isObject(one) ? Object.keys(one) : []
  const [name = "?"] = names
  if (names.length !== 1 || (name !== "exists" && !Object.hasOwn(COMPARISONS, name))) {
    throw new Error(`${at} has a comparison EventBridge does not know: ${JSON.stringify(one)}.`)
  }
}

function oneMatches(wanted: unknown, value: unknown): boolean {
  if (isObject(wanted) && "exists" in wanted) return (value !== undefined && !isObject(value)) === wanted["exists"]
  const elements = Array.isArray(value) ? value : [value]
  return elements.some((element) => compare(wanted, element))
}

function compare(wanted: unknown, value: unknown): boolean {
  if (!isObject(wanted)) return wanted === value
  const [[name, operand]] = Object.entries(wanted) as [[string, never]]
  return COMPARISONS[name]!(operand, value)
}

const anythingButHas = (unwanted: unknown, value: unknown) =>
  isObject(unwanted)
    ? Object.entries(unwanted).some(([name, list]) => [list].flat().some((one) => compare({ [name]: one }, value)))
    : unwanted === value

function inBounds(bounds: (string | number)[], value: number): boolean {
  for (let at = 0; at < bounds.length; at += 2) {
    if (!NUMBERS[String(bounds[at])]!(value, Number(bounds[at + 1]))) return false
  }
  return true
}

function wildcard(text: string): RegExp {
  const parts = text.split("*").map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&"))
  return new RegExp(`^${parts.join(".*")}$`, "s")
}

function inRange(range: string, address: string): boolean {
  const [base = "", bits = "32"] = range.split("/")
  const number = (text: string) => text.split(".").reduce((sum, part) => sum * 256 + Number(part), 0)
  const size = 2 ** (32 - Number(bits))
  return /^\d+(\.\d+){3}$/.test(address) && Math.floor(number(address) / size) === Math.floor(number(base) / size)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === "object" && !Array.isArray(value)
const fieldOf = (value: unknown, field: string) =>
  isObject(value) && Object.hasOwn(value, field) ? value[field] : undefined
