import { framesIn } from "./stack-frames.ts"
import { withoutVariables } from "./variable-parts.ts"

/** An error as it was reported. */
export interface ErrorTold {
  type: string
  message?: string | null
  stack?: string | null
  /** What the product itself groups it by. */
  fingerprint?: string | readonly string[] | null
}

/** Raised when the rules below change: groups of before are others then. */
export const FINGERPRINT_VERSION = 1

/** So many frames of the product's own code tell an error from another. */
const FRAMES_MAX = 5

/**
 * Which errors are the same: those that the product says are; else those of one type that came through the same five places of
 * the product's own code, newest first, whatever their lines; else those of one type with one message, its variable parts taken out.
 * `1s3k…`: the version, which rule it was (`c`ustom, `s`tack, `m`essage) and 96 bits of what it says.
 */
export function fingerprintOf(error: ErrorTold): string {
  const { type, message, stack } = error
  const custom = [error.fingerprint ?? []].flat().filter((part) => part !== "")
  if (custom.length > 0) return named("c", custom)
  const frames = framesIn(stack ?? "").filter(({ isOwn }) => isOwn)
  if (frames.length > 0)
    return named("s", [type, ...frames.slice(0, FRAMES_MAX).flatMap(({ file, inside }) => [file, inside])])
  return named("m", [type, withoutVariables(message ?? "")])
}

const named = (rule: "c" | "s" | "m", parts: readonly string[]): string =>
  `${FINGERPRINT_VERSION}${rule}${hash96(JSON.stringify(parts))}`

/** Three hashes of 32 bits, each begun and stepped differently; for names, never for security. */
function hash96(text: string): string {
  return [0x01000193, 0x85ebca6b, 0xc2b2ae35]
    .map((prime, nth) => {
      let hash = 0x811c9dc5 + nth
      for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), prime)
      // Mixed once more: the last letters would stand in few bits only.
      hash = Math.imul(hash ^ (hash >>> 16), 0x45d9f3b)
      return ((hash ^ (hash >>> 15)) >>> 0).toString(36).padStart(7, "0")
    })
    .join("")
}
