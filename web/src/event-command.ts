/** Whether the console runs on its reader's own machine, where a constant key sends events. */
export const isLocal = (): boolean => /^(localhost|127\.|\[::1\])/.test(location.hostname)

/** The key of a first event: the constant one of one machine or, deployed, a variable that holds the reader's own. */
export const firstKey = (local: boolean): string => (local ? "wbk_local" : "$WATCHBILL_INGEST_KEY")

/** A command that sends one event now, the first of its type: `data` is JSON, `key` a key or the name of a variable that holds one. */
export const eventCommand = (origin: string, key: string, type: string, data: string): string =>
  [
    `curl ${origin}/v1/events -H "authorization: Bearer ${key}" \\`,
    '  -H "content-type: application/cloudevents+json" \\',
    `  -d '{"specversion":"1.0","id":"first.${type}","source":"/first","type":"${type}",` +
      `"time":"'$(date -u +%Y-%m-%dT%H:%M:%SZ)'","data":${data}}'`,
  ].join("\n")
