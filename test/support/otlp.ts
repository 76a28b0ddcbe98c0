/** One attribute as OTLP's JSON wraps it: text, truth, whole numbers as text, other numbers as they are. */
const attribute = (key: string, value: unknown) => ({
  key,
  value:
    typeof value === "string"
      ? { stringValue: value }
      : typeof value === "boolean"
        ? { boolValue: value }
        : Number.isInteger(value)
          ? { intValue: String(value) }
          : { doubleValue: value },
})

/** A span of OTLP's JSON; `attributes` are told plainly. */
export const otlpSpan = (attributes: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  traceId: "5B8EFFF798038103D269B633813FC60C",
  spanId: "EEE19B7EC3C1B174",
  name: "chat",
  kind: 3,
  startTimeUnixNano: "1795176000000000000",
  endTimeUnixNano: "1795176001250000000",
  attributes: Object.entries(attributes).map(([key, value]) => attribute(key, value)),
  status: {},
  ...more,
})

/** An ExportTraceServiceRequest of one resource. */
export const otlpRequest = (spans: readonly unknown[], resource: Record<string, unknown> = {}) => ({
  resourceSpans: [
    {
      resource: { attributes: Object.entries(resource).map(([key, value]) => attribute(key, value)) },
      scopeSpans: [{ scope: { name: "test" }, spans }],
    },
  ],
})
