import * as z from "zod/mini"
import { Instant } from "../time.ts"
import { endpoint, signedIn } from "./endpoint.ts"

/** Parked deliveries are counted up to here: whoever reads the number looks at the list next. */
export const PARKED_COUNT_MAX = 1_000

/** Disputes that wait for an answer are counted up to here. */
export const WAITING_COUNT_MAX = 100

/** The caller: roles and the organizations to switch between. */
export const readMe = endpoint({
  method: "GET",
  path: "/api/me",
  who: signedIn,
  shows: [],
  summary:
    "The caller's name, roles, organizations, and what the console is: its zone, currency, sandboxes and version.",
  input: z.object({}),
  output: z.object({
    personId: z.string(),
    name: z.string(),
    email: z.string(),
    staffRole: z.nullable(z.enum(["admin", "support", "viewer"])),
    organizations: z.array(
      z.object({ id: z.string(), name: z.string(), role: z.enum(["owner", "admin", "member", "viewer"]) }),
    ),
    signedInAt: Instant,
    /** Deliveries that were given up and wait for a person, `PARKED_COUNT_MAX` at most; absent for those who are not staff. */
    parkedCount: z.optional(z.number()),
    /** Live disputes that wait for an answer, `WAITING_COUNT_MAX` at most; absent for those who are not staff. */
    waitingDisputeCount: z.optional(z.number()),
    console: z.object({
      timeZone: z.string(),
      currency: z.string(),
      now: Instant,
      /** Outside services that are stand-ins here, by name; said on every page that used them. */
      sandboxes: z.array(z.string()),
      /** While demo data is being written, how far it is from 0 to 1; null when there is none to write. */
      filling: z.nullable(z.number()),
      demo: z.boolean(),
    }),
  }),
})

/** A ticket for one WebSocket connection: works once, for thirty seconds. */
export const createLiveTicket = endpoint({
  method: "POST",
  path: "/api/live/ticket",
  who: signedIn,
  shows: [],
  summary: "A single-use ticket to open the live socket within 30 seconds.",
  input: z.object({}),
  output: z.object({ ticket: z.string(), url: z.string() }),
  status: 201,
})

/** Versions of topics, for clients without a socket. */
export const readTopics = endpoint({
  method: "GET",
  path: "/api/live/topics",
  who: signedIn,
  shows: [],
  summary: "The current version of each named topic.",
  input: z.object({ topics: z.string().check(z.maxLength(500)) }),
  output: z.object({ topics: z.record(z.string(), z.number()), now: Instant }),
})
