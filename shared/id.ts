/** Text that sorts by time, then by chance: 48 bits of milliseconds, 80 of randomness, in Crockford's base 32. */
export function timeOrderedId(ms: number, random: Uint8Array): string {
  const alphabet = "0123456789abcdefghjkmnpqrstvwxyz"
  let time = ""
  for (let left = ms, at = 0; at < 10; at++, left = Math.floor(left / 32)) time = alphabet[left % 32] + time
  let chance = ""
  for (let at = 0; at < 16; at++) chance += alphabet[random[at % random.length]! & 31]
  return time + chance
}

/** A small stable hash of text (FNV-1a, 32 bits): for shards and lanes, never for security. */
export function hash32(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at++) {
    hash ^= text.charCodeAt(at)
    hash = Math.imul(hash, 0x01000193)
  }
  return hash >>> 0
}

export const ID_BYTES_MAX = 255

/** Whether an id that somebody else gave can be part of a row's key: short, well formed, without control characters and without our separator. */
export const isId = (text: string): boolean =>
  /^[^\p{Cc}\p{Cs}#]+$/u.test(text) && text !== "__proto__" && new TextEncoder().encode(text).length <= ID_BYTES_MAX

/** Whether an id can also be part of a page's address: API Gateway decodes a path before it looks for the route. */
export const isPathId = (text: string): boolean => isId(text) && !/[/?%\\]/.test(text) && !/^\.+$/.test(text)
