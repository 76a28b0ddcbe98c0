import { Refusal } from "#shared/refusal.ts"
import { hmacSha256Hex, sameText } from "../runtime/digest.ts"

/** How far Stripe's timestamp may be from our clock, either way. */
export const TOLERANCE_SECONDS = 300

/**
 * Checks `Stripe-Signature: t=…,v1=…` over the raw bytes. Two secrets may be active while one is rotated.
 * Refuses with what is wrong; nothing about the secrets ever reaches the answer.
 */
export function verifyStripe(
  header: string | undefined,
  raw: Uint8Array,
  secrets: readonly string[],
  nowMs: number,
): void {
  const where = { where: "Stripe-Signature" }
  if (!header) throw new Refusal("invalid", "The signature header is missing", { ...where, wanted: "t=…,v1=…" })
  const parts = header.split(",").map((part) => part.trim().split("=", 2) as [string, string | undefined])
  const seconds = Number(parts.find(([name]) => name === "t")?.[1] ?? Number.NaN)
  const signatures = parts.filter(([name, value]) => name === "v1" && value).map(([, value]) => value!)
  if (!Number.isInteger(seconds) || signatures.length === 0)
    throw new Refusal("invalid", "The signature header cannot be read", { ...where, wanted: "t=…,v1=…" })
  if (Math.abs(nowMs / 1_000 - seconds) > TOLERANCE_SECONDS)
    throw new Refusal("invalid", "The signature's timestamp is more than 300 seconds from our clock", {
      ...where,
      wanted: "a delivery signed now",
    })
  const signed = Buffer.concat([Buffer.from(`${seconds}.`), raw])
  const valid = secrets.some((secret) => {
    const expected = hmacSha256Hex(secret, signed)
    return signatures.some((signature) => sameText(signature, expected))
  })
  if (!valid) throw new Refusal("invalid", "The signature does not match the body", where)
}
