import { gunzipSync } from "node:zlib"
import { Refusal } from "#shared/refusal.ts"

export const BODY_BYTES_MAX = 262_144
export const UNPACKED_BYTES_MAX = 2_097_152
export const EVENTS_MAX = 500

const ONE = "application/cloudevents+json"
const BATCH = "application/cloudevents-batch+json"

/** The events of a request body: one, or a batch of up to 500. */
export function eventsIn(raw: Uint8Array, contentType: string, contentEncoding: string): unknown[] {
  const { type, told } = bodyIn(raw, contentType, contentEncoding, [ONE, BATCH, "application/json"], {
    message: "This content type is not one of the door's",
    wanted: `${ONE} or ${BATCH}`,
  })
  if (type !== BATCH && !Array.isArray(told)) return [told]
  if (!Array.isArray(told)) throw new Refusal("invalid", "A batch is a JSON array of events", { where: "body" })
  if (told.length > EVENTS_MAX)
    throw new Refusal("tooLarge", `The batch has ${told.length} events`, { wanted: `at most ${EVENTS_MAX}` })
  return told
}

/**
 * What a JSON body of one of these types says, and its type. Refuses another type in the words given, and a body that is too
 * large, packed or not, before reading it whole.
 */
export function bodyIn(
  raw: Uint8Array,
  contentType: string,
  contentEncoding: string,
  types: readonly string[],
  otherwise: { message: string; wanted: string },
): { type: string; told: unknown } {
  if (raw.length > BODY_BYTES_MAX)
    throw new Refusal("tooLarge", "The body is larger than 256 KB", { wanted: "smaller batches" })
  const type = contentType.split(";")[0]!.trim().toLowerCase()
  if (!types.includes(type))
    throw new Refusal("unsupported", otherwise.message, { where: "Content-Type", wanted: otherwise.wanted })
  return { type, told: parse(unpacked(raw, contentEncoding.trim().toLowerCase())) }
}

function unpacked(raw: Uint8Array, encoding: string): Uint8Array {
  if (encoding === "" || encoding === "identity") return raw
  if (encoding !== "gzip")
    throw new Refusal("unsupported", "This content encoding is not one of the door's", {
      where: "Content-Encoding",
      wanted: "gzip",
    })
  try {
    return gunzipSync(raw, { maxOutputLength: UNPACKED_BYTES_MAX })
  } catch (error) {
    if ((error as { code?: string }).code === "ERR_BUFFER_TOO_LARGE")
      throw new Refusal("tooLarge", "Unpacked, the body is larger than 2 MB")
    throw new Refusal("invalid", "The body is not gzip", { where: "Content-Encoding" })
  }
}

function parse(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes))
  } catch {
    throw new Refusal("invalid", "The body is not JSON", { where: "body" })
  }
}
