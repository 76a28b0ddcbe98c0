import type { EndpointName } from "#shared/contract/contract.ts"
import type { Mail } from "#shared/contract/outbox.ts"
import { HOUR_MS, instant, msOf } from "#shared/time.ts"
import { ago, NOW, ORGANIZATIONS } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const PAGE = 50
const COUNT = 58

/** An invented mail, the older the higher its number. */
function mailAt(nth: number, isSandbox: boolean): Mail {
  const { id, name } = ORGANIZATIONS[nth % 19]!
  const at = ago((nth + 1) * 7 * HOUR_MS)
  const ended = instant(msOf(at) + 2_000)
  const states: Partial<Mail>[] = [
    { state: "waiting", attempts: 3, failure: "Maximum sending rate exceeded.", endedAt: null },
    { state: "failed", attempts: 20, failure: "Email address is not verified.", endedAt: ended },
  ]
  return {
    ...{
      mailId: `lowCredit-${id}-1-${nth}`,
      at,
      to: ["marta@acme.example", "jo@acme.example"].slice(0, 1 + (nth % 2)),
    },
    subject: `Credits of ${name} are below $50.00`,
    text: `The credits of ${name} fell below $50.00.\nThe balance was $48.12 at 2026-11-20 07:02 UTC.`,
    about: { what: "lowCredit", organizationId: id },
    ...{ state: isSandbox ? "kept" : "sent", attempts: 1, failure: null, endedAt: ended },
    ...(isSandbox ? {} : states[nth]),
  }
}

/** What the outbox answers on a stage. */
export const outboxAnswers = {
  listOutbox: (stage: Stage, { cursor }: Input) => {
    const isSandbox = stage.sandboxes.includes("stripe")
    const all = stage.empty ? [] : Array.from({ length: COUNT }, (_, nth) => mailAt(nth, isSandbox))
    const from = Number(cursor ?? 0)
    return {
      items: all.slice(from, from + PAGE),
      nextCursor: from + PAGE < all.length ? String(from + PAGE) : null,
      ...{ isSandbox, asOf: NOW, version: stage.versions["outbox"] ?? 0 },
    }
  },
} satisfies Partial<Record<EndpointName, (stage: Stage, input: Input) => unknown>>
