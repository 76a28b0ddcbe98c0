import { createLocalJWKSet, type JSONWebKeySet, type JWTPayload, jwtVerify } from "jose"

/** API Gateway's JWT authorizer: the token's claims, or undefined when it would answer 401. */
export type Authorizer = (authorization: string | undefined) => Promise<JWTPayload | undefined>

/**
 * Checks signature, issuer, times, and that the client is the audience (`aud`, or `client_id` where there is no `aud`).
 * Like the real one it lets ID tokens pass: refusing those is the API's part.
 */
export function openAuthorizer(from: { issuer: string; audience: string; keys: JSONWebKeySet }): Authorizer {
  const keys = createLocalJWKSet(from.keys)
  return async (authorization) => {
    const token = authorization?.replace(/^Bearer\s+/i, "")
    if (!token) return undefined
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: from.issuer,
        algorithms: ["RS256"],
        requiredClaims: ["exp"],
      })
      const audience = payload.aud === undefined ? [payload["client_id"]] : [payload.aud].flat()
      return audience.includes(from.audience) ? payload : undefined
    } catch {
      return undefined
    }
  }
}
