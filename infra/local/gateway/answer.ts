import type { ServerResponse } from "node:http"

/** What a function answered, read as API Gateway reads payload format 2.0. */
interface FunctionAnswer {
  statusCode: number
  headers?: Record<string, string | number | boolean>
  cookies?: string[]
  body?: string
  isBase64Encoded?: boolean
}

/** Lambda's largest answer; a larger one would be an error there, so it is one here. */
const ANSWER_BYTES_MAX = 6 * 1024 * 1024

/** Sends what a function answered; an answer without a status code is taken for the JSON body itself. */
export function sendAnswer(response: ServerResponse, answer: unknown): void {
  const read = read2(answer)
  const body =
    read.body === undefined ? Buffer.alloc(0) : Buffer.from(read.body, read.isBase64Encoded ? "base64" : "utf8")
  if (Buffer.byteLength(read.body ?? "") > ANSWER_BYTES_MAX) return sendMessage(response, 500, "Internal Server Error")
  response.statusCode = read.statusCode
  response.setHeader("content-type", "text/plain;charset=UTF-8")
  for (const [name, value] of Object.entries(read.headers ?? {})) response.setHeader(name, String(value))
  if (read.cookies && read.cookies.length > 0) response.setHeader("set-cookie", read.cookies)
  response.setHeader("content-length", body.length)
  response.end(body)
}

function read2(answer: unknown): FunctionAnswer {
  if (answer !== null && typeof answer === "object" && "statusCode" in answer) return answer as FunctionAnswer
  const body = typeof answer === "string" ? answer : JSON.stringify(answer)
  return { statusCode: 200, headers: { "content-type": "application/json" }, body }
}

/** API Gateway's own short answers. */
export function sendMessage(
  response: ServerResponse,
  status: number,
  message: string,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers })
  response.end(JSON.stringify({ message }))
}
