import type { EntryType, LedgerEntry } from "#shared/contract/credits.ts"
import { type Threshold, thresholdsOf } from "#shared/credits/low-credit.ts"
import { EMPTY_LEDGER, entered, type LedgerHead, type Movement } from "#shared/credits/ledger.ts"
import { runwayDays } from "#shared/credits/runway.ts"
import { microsOfUsd } from "#shared/money.ts"
import { DAY_MS } from "#shared/time.ts"
import { ago, NOW } from "./fixture-answers.ts"
import type { Input, Stage } from "./fixture-endpoints.ts"

const HOUR_MS = 3_600_000
const WEEK_MICROS = 84_120_000
const CAP_MICROS = 10_000_000_000

const person = { personId: "per_2", label: "Tom Adeyemi", role: "staff support" }
const console = { personId: null, label: "Watchbill", role: "console" }
const movement = (type: EntryType, amountMicros: number, hoursAgo: number, more: Partial<Movement> = {}): Movement => ({
  type,
  amountMicros,
  source: { kind: "request", id: `req_${hoursAgo}` },
  actor: console,
  comment: null,
  at: ago(hoursAgo * HOUR_MS),
  expiresAt: null,
  ...more,
})

const USED = (day: string, cents: number, hoursAgo: number) =>
  movement("usage", -cents * 10_000, hoursAgo, { source: { kind: "usageDay", id: day } })

const MOVEMENTS: readonly Movement[] = [
  movement("subscription_start", 200_000_000, 700),
  ...Array.from({ length: 24 }, (_, nth) => USED("2026-11-12", 90 + nth, 220 - nth)),
  movement("credit_gift", 50_000_000, 120, {
    actor: person,
    comment: "For the slow hour on Monday. Their own customers noticed, and we said that we would make it good.",
    expiresAt: "2026-12-31T00:00:00.000Z",
  }),
  ...Array.from({ length: 30 }, (_, nth) => USED("2026-11-18", 120 + nth, 70 - nth)),
  movement("usage_adjust", 1_230_000, 30, { source: { kind: "usageDay", id: "2026-11-18" } }),
  movement("usage", -3_000, 2, { source: { kind: "usageDay", id: "2026-11-20" } }),
]

interface Ledger {
  head: LedgerHead
  entries: LedgerEntry[]
  givenMicros: number
}
const ledgers = new WeakMap<Stage, Ledger>()

function add(ledger: Ledger, one: Movement): LedgerEntry {
  const { entry, after } = entered("org_acme", ledger.head, one)
  const hash = `${String(entry.seq).padStart(4, "0")}${"9c".repeat(30)}`
  ledger.head = { ...after, hash }
  ledger.entries.unshift({ ...entry, hash })
  return ledger.entries[0]!
}

function ledgerOf(stage: Stage): Ledger {
  const known = ledgers.get(stage)
  if (known) return known
  const ledger: Ledger = { head: EMPTY_LEDGER, entries: [], givenMicros: 0 }
  ledgers.set(stage, ledger)
  if (!stage.empty) for (const one of MOVEMENTS) add(ledger, one)
  return ledger
}

const PAGE = 50

/** A ledger of some weeks, and gifts to it. */
export const creditAnswers = {
  readCredits: (stage: Stage) => {
    const { head, givenMicros } = ledgerOf(stage)
    const weekMicros = stage.empty ? 0 : WEEK_MICROS
    return {
      balanceMicros: head.balanceMicros,
      grantedMicros: head.grantedMicros,
      entryCount: head.seq,
      weekMicros,
      runwayDays: runwayDays(head.balanceMicros, weekMicros),
      expiring: [...head.lots],
      check:
        head.seq === 0
          ? null
          : stage.chain === "ok"
            ? { verdict: "ok", faultCount: 0, checkedAt: "2026-11-20T04:40:07.000Z" }
            : { verdict: "broken", faultCount: 2, checkedAt: "2026-11-20T04:40:07.000Z" },
      mayGift:
        stage.staffRole === "viewer" || stage.staffRole === null
          ? null
          : { atOnceMicros: CAP_MICROS, todayMicros: CAP_MICROS - givenMicros },
      asOf: NOW,
      version: stage.versions["organization:org_acme"] ?? 0,
    }
  },
  listCreditEntries: (stage: Stage, { type, cursor }: Input) => {
    const all = ledgerOf(stage).entries.filter((one) => !type || one.type === type)
    const from = Number(cursor ?? 0)
    return {
      items: all.slice(from, from + PAGE),
      nextCursor: from + PAGE < all.length ? String(from + PAGE) : null,
      asOf: NOW,
      version: stage.versions["organization:org_acme"] ?? 0,
    }
  },
  verifyCredits: (stage: Stage) => {
    const { head } = ledgerOf(stage)
    const broken = stage.chain === "broken"
    return {
      verdict: broken ? "broken" : head.seq === 0 ? "empty" : "ok",
      entryCount: head.seq,
      faults: broken ? [{ where: "entry 3", what: "Its hash is not the hash of what it says." }] : [],
      sumMicros: head.balanceMicros,
      balanceMicros: head.balanceMicros,
      asOf: NOW,
    }
  },
  readCreditAlerts: (stage: Stage) => {
    if (stage.staffRole === null && !["owner", "admin"].includes(String(stage.memberRole)))
      return { status: 403, code: "forbidden", detail: "Your role may not do this" }
    const { head } = ledgerOf(stage)
    const set = stage.calls.filter(({ endpoint }) => endpoint === "setCreditAlerts").at(-1)?.input["thresholdsUsd"]
    const held: Threshold[] = stage.empty
      ? []
      : [
          { amountMicros: 200_000_000, isArmed: false, crossedAt: ago(4 * DAY_MS) },
          { amountMicros: 50_000_000, isArmed: true, crossedAt: ago(40 * DAY_MS) },
        ]
    const thresholds = set ? thresholdsOf((set as string[]).map(microsOfUsd), held, head.balanceMicros) : held
    return {
      ...{ thresholds, balanceMicros: head.balanceMicros, ownerCount: stage.empty ? 0 : 2 },
      ...(thresholds.length > 0
        ? { setBy: { name: "Marta Kessler", isStaff: false }, setAt: ago(50 * DAY_MS) }
        : { setBy: null, setAt: null }),
      asOf: NOW,
      version: stage.versions["organization:org_acme"] ?? 0,
    }
  },
  setCreditAlerts: (stage: Stage, { thresholdsUsd }: Input) => ({
    thresholds: thresholdsOf(
      (thresholdsUsd as unknown as string[]).map(microsOfUsd),
      [],
      ledgerOf(stage).head.balanceMicros,
    ),
  }),
  giftCredits: (stage: Stage, { amountUsd, comment, expiresOn }: Input) => {
    const ledger = ledgerOf(stage)
    const amountMicros = microsOfUsd(amountUsd!)
    ledger.givenMicros += amountMicros
    return add(
      ledger,
      movement("credit_gift", amountMicros, 0, {
        actor: { ...person, label: "Ines Okafor", role: "staff admin" },
        comment: comment ?? null,
        expiresAt: expiresOn ? `${expiresOn}T00:00:00.000Z` : null,
      }),
    )
  },
}
