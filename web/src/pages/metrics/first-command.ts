import { eventCommand, firstKey } from "../../event-command.ts"

/** One model call that was made now. Deployed, the reader's own ingest key stands in a variable. */
export function callCommand(origin: string, local: boolean, organizationId: string): string {
  const data =
    `{"org":"${organizationId}","project":"site","apiKey":"key_first","user":"me","provider":"acme","model":"large",` +
    `"inputTokens":1200,"outputTokens":340,"inputCostUsd":"0.0036","outputCostUsd":"0.0051","durationMs":820,"status":"ok"}`
  return eventCommand(origin, firstKey(local), "usage.recorded", data)
}
