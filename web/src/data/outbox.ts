import { listOutbox, type Mail } from "#shared/contract/outbox.ts"
import { liveQuery } from "../live-query.ts"

export type { Mail }

/** One page of the mails that the console wrote, newest first. */
export const liveOutbox = (ask: () => { cursor?: string }) =>
  liveQuery(listOutbox, ask, { topics: ["outbox"], key: "mailId" })
