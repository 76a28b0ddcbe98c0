import { Refusal } from "#shared/refusal.ts"
import type { ToldSpan } from "#shared/usage/otlp-span.ts"
import { attributesOf, isObject } from "#shared/usage/otlp-value.ts"
import { bodyIn } from "./events-body.ts"

/** The spans of a request body, each with its resource's attributes: an ExportTraceServiceRequest in OTLP's JSON. */
export function spansIn(raw: Uint8Array, contentType: string, contentEncoding: string): ToldSpan[] {
  const { told } = bodyIn(raw, contentType, contentEncoding, ["application/json"], {
    message: "OTLP is read as JSON here, not as protobuf",
    wanted: "application/json; exporters call it http/json, the collector encoding: json",
  })
  if (!isObject(told))
    throw new Refusal("invalid", "The body is no OTLP request of traces", {
      where: "body",
      wanted: '{"resourceSpans":[…]}',
    })
  return objectsIn(told, "resourceSpans", "resourceSpans").flatMap((ofResource, nth) => {
    const resource = isObject(ofResource["resource"]) ? attributesOf(ofResource["resource"]["attributes"]) : new Map()
    const where = `resourceSpans[${nth}].scopeSpans`
    return objectsIn(ofResource, "scopeSpans", where).flatMap((ofScope, place) =>
      listIn(ofScope, "spans", `${where}[${place}].spans`).map((span) => ({ span, resource })),
    )
  })
}

/** A list that is absent or null is an empty one, as protobuf has it. */
function listIn(told: Record<string, unknown>, name: string, where: string): unknown[] {
  const list = told[name] ?? []
  if (!Array.isArray(list)) throw new Refusal("invalid", "This is no list", { where, wanted: "a JSON array" })
  return list
}

function objectsIn(told: Record<string, unknown>, name: string, where: string): Record<string, unknown>[] {
  return listIn(told, name, where).map((inside, nth) => {
    if (isObject(inside)) return inside
    throw new Refusal("invalid", "This is no object", { where: `${where}[${nth}]`, wanted: "a JSON object" })
  })
}
