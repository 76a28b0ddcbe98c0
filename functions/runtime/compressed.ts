import { promisify } from "node:util"
import { brotliCompress, constants, gzip } from "node:zlib"
import type { HttpAnswer, HttpEvent } from "./http.ts"

/** What fits into one packet comes no sooner for being shorter. */
const BYTES_MIN = 1_400
/** Quality 4 takes a millisecond for a page's figures, and what is left over is a few percent more than the best. */
const BROTLI = { params: { [constants.BROTLI_PARAM_QUALITY]: 4 } }

const ENCODINGS = {
  br: (text: string) => promisify(brotliCompress)(text, BROTLI),
  gzip: (text: string) => promisify(gzip)(text),
}

/** An answer in an encoding that the caller reads. Neither an HTTP API nor CloudFront compresses what no cache keeps. */
export async function compressed({ headers }: Pick<HttpEvent, "headers">, answer: HttpAnswer): Promise<HttpAnswer> {
  if (answer.body === undefined || answer.isBase64Encoded || Buffer.byteLength(answer.body) < BYTES_MIN) return answer
  const vary = { ...answer, headers: { ...answer.headers, vary: "accept-encoding" } }
  const accepted = headers["accept-encoding"] ?? ""
  const encoding = (["br", "gzip"] as const).find((name) =>
    new RegExp(`\\b${name}\\b(?! *; *q=0(\\.0*)? *(,|$))`).test(accepted),
  )
  if (!encoding) return vary
  const bytes = await ENCODINGS[encoding](answer.body)
  return {
    ...vary,
    headers: { ...vary.headers, "content-encoding": encoding },
    body: bytes.toString("base64"),
    isBase64Encoded: true,
  }
}
