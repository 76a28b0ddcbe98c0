import { brotliCompressSync, brotliDecompressSync, constants } from "node:zlib"

const options = (bytes: number) => ({
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 6,
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes,
  },
})

/** A JSON value in as few bytes as writing it often allows: write units are counted by the kilobyte. */
export function pack(value: unknown): Uint8Array {
  const text = Buffer.from(JSON.stringify(value))
  return new Uint8Array(brotliCompressSync(text, options(text.length)))
}

export const unpack = (bytes: Uint8Array): unknown => JSON.parse(brotliDecompressSync(bytes).toString("utf8"))
