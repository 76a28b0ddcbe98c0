/** Whether a JSON value is an object that is no list. */
export const isObject = (told: unknown): told is Record<string, unknown> =>
  typeof told === "object" && told !== null && !Array.isArray(told)

/** Attributes of a span or a resource by name, out of the wrapping of OTLP's JSON; what is no list of attributes has none. */
export function attributesOf(told: unknown): ReadonlyMap<string, unknown> {
  const attributes = new Map<string, unknown>()
  for (const attribute of Array.isArray(told) ? told : [])
    if (isObject(attribute) && typeof attribute["key"] === "string")
      attributes.set(attribute["key"], valueOf(attribute["value"]))
  return attributes
}

/** Text, truth or a number; undefined where nothing is told. Lists and maps stay wrapped: no field that we read is one. */
function valueOf(told: unknown): unknown {
  if (!isObject(told)) return undefined
  const { stringValue, boolValue, intValue, doubleValue, ...others } = told
  const plain = stringValue ?? boolValue ?? numberOf(intValue) ?? numberOf(doubleValue)
  return plain ?? (Object.keys(others).length > 0 ? others : undefined)
}

/** Numbers of 64 bits come as decimal text. Text that is no number stays what it is, so that whoever checks it can name it. */
function numberOf(told: unknown): unknown {
  if (typeof told !== "string" || told.trim() === "") return told
  const number = Number(told)
  return Number.isFinite(number) ? number : told
}

const NANOS_MAX = 2n ** 64n

/** Nanoseconds since 1970 as decimal text or a JSON number; undefined when there are none, or none that 64 bits can hold. */
export function nanosOf(told: unknown): bigint | undefined {
  const isWhole =
    typeof told === "number" ? Number.isInteger(told) : typeof told === "string" && /^\d{1,20}$/.test(told)
  const nanos = isWhole ? BigInt(told as number | string) : 0n
  return nanos > 0n && nanos < NANOS_MAX ? nanos : undefined
}
