import { createHash, createHmac, timingSafeEqual } from "node:crypto"

/** A request as it came over the wire, as far as AWS's signature covers it. */
export interface SignedRequest {
  method: string
  /** Path and query as sent. */
  target: string
  headers: Record<string, string | undefined>
}

const hash = (text: string | Buffer) => createHash("sha256").update(text).digest("hex")
const hmac = (key: string | Buffer, text: string) => createHmac("sha256", key).update(text).digest()
/** As RFC 3986 wants it, which is stricter than encodeURIComponent. */
const encode = (text: string) =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)

/** Why a request's Signature Version 4 does not hold, or undefined when it does: in the query of a link, or in its headers. */
export function refusalOf(request: SignedRequest, secret: string, nowMs: number): string | undefined {
  const [path = "/", search = ""] = request.target.split("?")
  const query = new URLSearchParams(search)
  const claimed = claimOf(request, query)
  if (!claimed) return "AccessDenied"
  const { credential, signedHeaders, signature, at, expiresSeconds } = claimed
  const ageMs = nowMs - Date.parse(at.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z"))
  if (!(ageMs < expiresSeconds * 1000)) return "AccessDenied: Request has expired"

  query.delete("X-Amz-Signature")
  const pairs = [...query].map(([name, value]) => `${encode(name)}=${encode(value)}`).sort()
  const headers = signedHeaders.split(";").map((name) => `${name}:${(request.headers[name] ?? "").trim()}\n`)
  const payload = request.headers["x-amz-content-sha256"] ?? "UNSIGNED-PAYLOAD"
  const canonicalPath = path.split("/").map((part) => encode(decodeURIComponent(part)))
  const canonical = [
    request.method,
    canonicalPath.join("/"),
    pairs.join("&"),
    headers.join(""),
    signedHeaders,
    payload,
  ].join("\n")
  const scope = credential.split("/").slice(1)
  const toSign = ["AWS4-HMAC-SHA256", at, scope.join("/"), hash(canonical)].join("\n")
  const key = scope.reduce<string | Buffer>((sum, part) => hmac(sum, part), `AWS4${secret}`)
  const expected = hmac(key, toSign)
  const given = Buffer.from(signature, "hex")
  return given.length === expected.length && timingSafeEqual(given, expected) ? undefined : "SignatureDoesNotMatch"
}

/** A signed request that is not a link is good for fifteen minutes. */
const REQUEST_SECONDS = 900

function claimOf(request: SignedRequest, query: URLSearchParams) {
  const signature = query.get("X-Amz-Signature")
  if (signature !== null) {
    return {
      signature,
      credential: query.get("X-Amz-Credential") ?? "",
      signedHeaders: query.get("X-Amz-SignedHeaders") ?? "",
      at: query.get("X-Amz-Date") ?? "",
      expiresSeconds: Number(query.get("X-Amz-Expires") ?? 0),
    }
  }
  const found = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    request.headers["authorization"] ?? "",
  )
  if (!found) return undefined
  const [, credential = "", signedHeaders = "", headerSignature = ""] = found
  const at = request.headers["x-amz-date"] ?? ""
  return { signature: headerSignature, credential, signedHeaders, at, expiresSeconds: REQUEST_SECONDS }
}
