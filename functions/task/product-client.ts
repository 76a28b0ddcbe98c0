import { request as plainRequest } from "node:http"
import { request as secureRequest } from "node:https"
import { isIP } from "node:net"
import { PRODUCT_ANSWER_BYTES_MAX } from "#shared/contract/product-usage.ts"
import { isThisMachine } from "#shared/payments/product-url.ts"
import { hmacSha256Hex } from "../runtime/digest.ts"
import { isLoopback, isPublicAddress, lookupOnly, notAsked } from "./public-address.ts"

const ANSWER_MS_MAX = 10_000

/**
 * Asks an address of the product with GET and answers the body of its 200. Signed, so that the product knows who asks:
 * `Watchbill-Signature: t=<seconds>,v1=<HMAC-SHA-256 of "t.path?query", hex>`. No redirect is followed, nothing but the public
 * network is reached, unless `localhost` lets the machine itself be asked, and everything else is an error in words.
 */
export async function askProduct(url: URL, secret: string, localhost: boolean): Promise<string> {
  const isHere = localhost && isThisMachine(url)
  if (url.protocol !== "https:" && !isHere) throw new Error("Only https is asked")
  const mayAsk = isHere ? isLoopback : isPublicAddress
  const literal = url.hostname.replace(/^\[|\]$/g, "")
  // A literal address is never looked up.
  if (isIP(literal) && !mayAsk(literal)) throw notAsked(literal)
  const seconds = Math.floor(Date.now() / 1_000)
  const signature = hmacSha256Hex(secret, `${seconds}.${url.pathname}${url.search}`)
  const options = {
    // A connection of its own: one that is kept was checked for another name.
    ...{ agent: false, lookup: lookupOnly(mayAsk), signal: AbortSignal.timeout(ANSWER_MS_MAX) },
    headers: {
      ...{ accept: "application/json", "accept-encoding": "identity", "user-agent": "Watchbill" },
      "watchbill-signature": `t=${seconds},v1=${signature}`,
    },
  }
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException) => {
      const isLate = error.name === "AbortError" || error.name === "TimeoutError"
      // Where none of several addresses can be connected to, there is a code and no message.
      const late = `No answer within ${ANSWER_MS_MAX / 1_000} seconds`
      const lost = "The connection was lost before the answer was whole"
      const words = isLate ? late : error.code === "ECONNRESET" ? lost : error.message || error.code
      reject(new Error(words || "The connection failed"))
    }
    const begin = url.protocol === "https:" ? secureRequest : plainRequest
    const request = begin(url, options, (response) => {
      const { statusCode = 0, headers } = response
      const give = (words: string) => request.destroy(new Error(words))
      if (statusCode >= 300 && statusCode < 400) return give(`It answered ${statusCode}: redirects are not followed`)
      if (statusCode !== 200) return give(`It answered ${statusCode} where 200 is wanted`)
      if (!/^application\/json\b/i.test(headers["content-type"] ?? ""))
        return give(`It answered ${headers["content-type"] ?? "no type"} where application/json is wanted`)
      const pieces: Buffer[] = []
      let bytes = 0
      response.on("data", (piece: Buffer) => {
        bytes += piece.length
        if (bytes > PRODUCT_ANSWER_BYTES_MAX) give(`It answered more than ${PRODUCT_ANSWER_BYTES_MAX / 1_024} KB`)
        else pieces.push(piece)
      })
      response.on("end", () => resolve(Buffer.concat(pieces).toString("utf8")))
      response.on("error", failed)
      return undefined
    })
    request.on("error", failed)
    request.end()
  })
}
