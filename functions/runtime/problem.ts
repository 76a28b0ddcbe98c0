import type { APIGatewayProxyStructuredResultV2 } from "aws-lambda"
import { Refusal, STATUS } from "#shared/refusal.ts"

/** A refusal on the wire, after RFC 9457. `where` names the field or header, `wanted` what would be right. */
export interface Problem {
  type: "about:blank"
  title: string
  status: number
  code: string
  detail: string
  where?: string
  wanted?: string
  requestId: string
}

const TITLES: Record<number, string> = {
  400: "Not understood",
  401: "Not signed in",
  403: "Not allowed",
  404: "Not found",
  409: "In conflict",
  410: "Gone",
  413: "Too large",
  415: "Unsupported format",
  422: "Not acceptable",
  429: "Too many requests",
  500: "Broken on our side",
  503: "Not stored",
}

/** The one place an error becomes an answer. Only refusals speak for themselves; everything else stays in the log. */
export function problem(error: unknown, requestId: string): APIGatewayProxyStructuredResultV2 {
  const refusal = error instanceof Refusal ? error : undefined
  const status = refusal ? STATUS[refusal.code] : 500
  const body: Problem = {
    type: "about:blank",
    title: TITLES[status] ?? "Refused",
    status,
    code: refusal?.code ?? "internal",
    detail: refusal?.message ?? "Something broke on our side. The request id finds it in the log.",
    ...(refusal?.where ? { where: refusal.where } : {}),
    ...(refusal?.wanted ? { wanted: refusal.wanted } : {}),
    requestId,
  }
  return {
    statusCode: status,
    headers: {
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      ...(status === 429 ? { "retry-after": "2" } : {}),
      ...(status === 503 ? { "retry-after": "5" } : {}),
    },
    body: JSON.stringify(body),
  }
}
