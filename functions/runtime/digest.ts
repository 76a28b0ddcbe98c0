import { createHash, createHmac, timingSafeEqual } from "node:crypto"

export const sha256Hex = (of: string | Uint8Array): string => createHash("sha256").update(of).digest("hex")

export const hmacSha256Hex = (key: string, of: string | Uint8Array): string =>
  createHmac("sha256", key).update(of).digest("hex")

/** Compares two texts in a time that does not tell where they differ. */
export function sameText(one: string, other: string): boolean {
  const [first, second] = [createHash("sha256").update(one).digest(), createHash("sha256").update(other).digest()]
  return timingSafeEqual(first, second)
}
