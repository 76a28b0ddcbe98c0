import { randomUUID } from "node:crypto"
import { exportJWK, generateKeyPair, importJWK, type JSONWebKeySet, type JWK, SignJWT } from "jose"
import { CLIENT_ID } from "../environment.ts"
import { noteOnce, type Store } from "../store.ts"
import type { Account } from "./account.ts"

export const ACCESS_TOKEN_SECONDS = 600
export const SCOPE = "openid profile email"

/** The issuer's signing key; made once per data folder, so that a restart does not make tokens worthless. */
export interface SigningKey {
  private: JWK
  public: JSONWebKeySet
}

export async function openSigningKey(store: Store): Promise<SigningKey> {
  const kept = await noteOnce(store, "issuer key", async () => {
    const { privateKey } = await generateKeyPair("RS256", { extractable: true })
    return JSON.stringify({ ...(await exportJWK(privateKey)), kid: randomUUID(), alg: "RS256", use: "sig" })
  })
  const key = JSON.parse(kept) as JWK
  const { kty, n, e, kid, alg, use } = key as Record<string, string>
  return { private: key, public: { keys: [{ kty, n, e, kid, alg, use } as JWK] } }
}

/** An access token as a Cognito user pool makes it: no audience, but client, groups, and when the person last proved who they are. */
export async function accessToken(from: {
  key: SigningKey
  issuer: string
  account: Account
  authTimeSeconds: number
}): Promise<string> {
  const { account, key } = from
  const claims = {
    ...(account.groups.length > 0 ? { "cognito:groups": account.groups } : {}),
    client_id: CLIENT_ID,
    token_use: "access",
    scope: SCOPE,
    auth_time: from.authTimeSeconds,
    username: account.subject,
    version: 2,
  }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: "RS256", kid: key.private.kid! })
    .setIssuer(from.issuer)
    .setSubject(account.subject)
    .setJti(randomUUID())
    .setIssuedAt()
    .setExpirationTime(`${ACCESS_TOKEN_SECONDS}s`)
    .sign(await importJWK(key.private, "RS256"))
}
