import { AwsError, signedPost } from "./aws.ts"
import { env } from "./env.ts"

/** Sends a message to one open socket; `gone` when nobody is at the other end any more. */
export async function postToSocket(connectionId: string, message: unknown): Promise<"sent" | "gone"> {
  const url = `${env("SOCKET_ENDPOINT")}/@connections/${encodeURIComponent(connectionId)}`
  try {
    await signedPost("execute-api", url, JSON.stringify(message))
    return "sent"
  } catch (error) {
    if (error instanceof AwsError && error.status === 410) return "gone"
    throw error
  }
}
