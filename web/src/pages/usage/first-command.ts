/** One session that was created now, as a CloudEvent. Deployed, the reader's own ingest key stands in a variable. */
export function sessionCommand(origin: string, local: boolean, organizationId: string): string {
  const key = local ? "wbk_local" : "$WATCHBILL_INGEST_KEY"
  return [
    "now=$(date -u +%Y-%m-%dT%H:%M:%SZ)",
    `curl ${origin}/v1/events -H "authorization: Bearer ${key}" \\`,
    '  -H "content-type: application/cloudevents+json" \\',
    `  -d '{"specversion":"1.0","id":"session_first_'$now'","source":"/first","type":"session.updated","time":"'$now'",`,
    `    "data":{"org":"${organizationId}","id":"session_first","user":"me","repo":"console","status":"completed",`,
    `      "createdAt":"'$now'","updatedAt":"'$now'","durationSeconds":540,"turns":12,"prCount":1,"costUsd":"0.42"}}'`,
  ].join("\n")
}
