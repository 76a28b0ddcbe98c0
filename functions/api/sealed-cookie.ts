import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto"

/** The browser keeps what is inside, but cannot read or change it: AES-256-GCM under the session secret. */
export function seal(secret: string, value: unknown): string {
  const nonce = randomBytes(12)
  const cipher = createCipheriv("aes-256-gcm", keyOf(secret), nonce)
  const text = Buffer.concat([cipher.update(JSON.stringify(value), "utf8"), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString("base64url")
}

/** What was sealed, or undefined when the text was not made by us. */
export function unseal(secret: string, sealed: string | undefined): unknown {
  if (!sealed) return undefined
  try {
    const bytes = Buffer.from(sealed, "base64url")
    const decipher = createDecipheriv("aes-256-gcm", keyOf(secret), bytes.subarray(0, 12))
    decipher.setAuthTag(bytes.subarray(12, 28))
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString("utf8"))
  } catch {
    return undefined
  }
}

const keyOf = (secret: string): Buffer => createHash("sha256").update(`cookie ${secret}`).digest()

/** A cookie of this origin only, never readable by scripts. */
export const hostCookie = (name: string, value: string, sameSite: "Strict" | "Lax", maxAgeSeconds: number): string =>
  `__Host-${name}=${value}; Path=/; Secure; HttpOnly; SameSite=${sameSite}; Max-Age=${maxAgeSeconds}`

export const cookieOf = (cookies: readonly string[] | undefined, name: string): string | undefined =>
  cookies?.find((cookie) => cookie.startsWith(`__Host-${name}=`))?.slice(`__Host-${name}=`.length)
