import { createHash } from "node:crypto"
import { AwsV4Signer } from "aws4fetch"
import { AwsError, endpointOf, region, signedFetch, signing } from "./aws.ts"

/** Puts an object, whole; its checksum goes along, as buckets with an object lock ask for. */
export async function s3Put(bucket: string, key: string, bytes: Uint8Array, contentType: string): Promise<void> {
  const hash = createHash("sha256").update(bytes).digest()
  await signedFetch("s3", objectUrl(bucket, key), {
    method: "PUT",
    headers: {
      "content-type": contentType,
      "x-amz-content-sha256": hash.toString("hex"),
      "x-amz-checksum-sha256": hash.toString("base64"),
    },
    body: bytes,
  })
}

/** An object's bytes, or nothing when there is none. */
export async function s3Get(bucket: string, key: string): Promise<Uint8Array | undefined> {
  try {
    return (await signedFetch("s3", objectUrl(bucket, key), { method: "GET" })).bytes
  } catch (error) {
    if (error instanceof AwsError && error.status === 404) return undefined
    throw error
  }
}

/** Removes an object; one that is not there counts as removed. */
export async function s3Remove(bucket: string, key: string): Promise<void> {
  await signedFetch("s3", objectUrl(bucket, key), { method: "DELETE" })
}

/** A link with which a browser can download an object for a while, under a file name. */
export async function presignedGet(
  bucket: string,
  key: string,
  options: { lifeSeconds: number; fileName?: string },
): Promise<string> {
  const url = new URL(objectUrl(bucket, key))
  url.searchParams.set("X-Amz-Expires", String(options.lifeSeconds))
  if (options.fileName) {
    const name = encodeURIComponent(options.fileName)
    url.searchParams.set("response-content-disposition", `attachment; filename*=UTF-8''${name}`)
  }
  const signed = await new AwsV4Signer({ ...signing("s3"), url: String(url), method: "GET", signQuery: true }).sign()
  return String(signed.url)
}

/** Begins a file that is put in pieces, and answers the upload's id. One that is never finished goes after a day. */
export async function s3Begin(bucket: string, key: string, contentType: string): Promise<string> {
  const { bytes } = await signedFetch("s3", `${objectUrl(bucket, key)}?uploads=`, {
    method: "POST",
    headers: { "content-type": contentType },
  })
  const id = /<UploadId>([^<]+)<\/UploadId>/.exec(new TextDecoder().decode(bytes))?.[1]
  if (!id) throw new Error(`S3 began no upload of ${key}`)
  return id
}

/** Puts one piece, counted from 1, and answers its tag; every piece but the last has 5 MB at least. A repeat replaces it. */
export async function s3Piece(
  bucket: string,
  key: string,
  upload: string,
  piece: { nth: number; bytes: Uint8Array },
): Promise<string> {
  const url = `${objectUrl(bucket, key)}?partNumber=${piece.nth}&uploadId=${encodeURIComponent(upload)}`
  const { headers } = await signedFetch("s3", url, { method: "PUT", body: piece.bytes })
  return headers.get("etag") ?? ""
}

const FINISH_MS = 30_000

/** Makes the file of its pieces, told by their tags. Safe to repeat: an upload that is gone while the file is there has been finished. */
export async function s3Finish(bucket: string, key: string, upload: string, tags: readonly string[]): Promise<void> {
  const parts = tags.map((tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`)
  const body = `<CompleteMultipartUpload>${parts.join("")}</CompleteMultipartUpload>`
  const url = `${objectUrl(bucket, key)}?uploadId=${encodeURIComponent(upload)}`
  try {
    const { bytes } = await signedFetch("s3", url, { method: "POST", body, workMs: FINISH_MS })
    // S3 begins its answer before it knows how it ends.
    const told = new TextDecoder().decode(bytes)
    const failure = /<Error>[\s\S]*<Code>([^<]+)/.exec(told)?.[1]
    if (failure) throw new AwsError(failure, told.slice(0, 300), 200)
  } catch (error) {
    if (!(error instanceof AwsError) || error.status !== 404) throw error
    await signedFetch("s3", objectUrl(bucket, key), { method: "HEAD" })
  }
}

/** AWS has the bucket in the host name; any other endpoint has it in the path. */
function objectUrl(bucket: string, key: string): string {
  const path = key.split("/").map(encodeURIComponent).join("/")
  const { url, isAws } = endpointOf("s3")
  return isAws ? `https://${bucket}.s3.${region()}.amazonaws.com/${path}` : `${url}/${bucket}/${path}`
}
