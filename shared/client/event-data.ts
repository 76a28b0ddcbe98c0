import type * as z from "zod/mini"
import type { EVENT_DATA } from "../usage/event-data.ts"

/** What an event of each type says. The packed client has the same, written out (infra/client.ts). */
export type EventData = { [Type in keyof typeof EVENT_DATA]: z.input<(typeof EVENT_DATA)[Type]> }
