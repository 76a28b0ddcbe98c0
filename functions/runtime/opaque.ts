import { secret } from "./aws.ts"
import { hmacSha256Hex } from "./digest.ts"
import { env } from "./env.ts"

/** The opaque id of whoever events call so: the same for the same name always, and no way back to the name without its row. */
export type Opaque = (name: string) => string

/** Opaque ids of this console. Its secret is never changed: a person's facts would become two people's. */
export async function consoleOpaque(): Promise<Opaque> {
  const key = await secret(env("SECRETS_PEOPLE"))
  return (name) => `u_${base64url(hmacSha256Hex(key, name).slice(0, 24))}`
}

/** 96 bits, in sixteen letters: a board reads the rows of everybody on it. */
const base64url = (hex: string): string => Buffer.from(hex, "hex").toString("base64url")
