import { Logger } from "@aws-lambda-powertools/logger"

/** Structured logs, one JSON object a line. Never a secret, a token or a payload. */
export const logger = new Logger({ serviceName: "watchbill" })
