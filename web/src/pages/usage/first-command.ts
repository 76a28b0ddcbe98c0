import { eventCommand, firstKey } from "../../event-command.ts"

const NOW = "'$(date -u +%Y-%m-%dT%H:%M:%SZ)'"

/** One session that was created now. Deployed, the reader's own ingest key stands in a variable. */
export function sessionCommand(origin: string, local: boolean, organizationId: string): string {
  const data =
    `{"org":"${organizationId}","id":"session_first","user":"me","repo":"console","status":"completed",` +
    `"createdAt":"${NOW}","updatedAt":"${NOW}","durationSeconds":540,"turns":12,"prCount":1,"costUsd":"0.42"}`
  return eventCommand(origin, firstKey(local), "session.updated", data)
}
