import type { CreditsVerification, LedgerEntry } from "#shared/contract/credits.ts"
import { EMPTY_LEDGER } from "#shared/credits/ledger.ts"
import type { ReadGround } from "./cubes.ts"
import { entriesAfter, entryHash, ledgerHead } from "./ledger.ts"
import { organizationById } from "./organization.ts"
import { enteredForStripe } from "./stripe-entered.ts"
import { settledOf, unsettledHours } from "./unsettled.ts"
import { costsOfHours } from "./usage-costs.ts"

const ENTRIES_A_LOOK = 500
const FAULTS_MAX = 50

type Verdict = Omit<CreditsVerification, "asOf">

/**
 * Recounts a ledger from its first entry: every number there, every hash right, every link closed, the balance the sum so far; then
 * what each day of usage was charged, against what it was settled at and what its cubes say; what was entered for each payment and
 * subscription of Stripe's, against what it was to be; and what the directory says of it. `unfinished`: time was over.
 */
export async function verifyLedger(
  ground: ReadGround,
  organizationId: string,
  until: () => boolean = () => false,
): Promise<Verdict> {
  for (let walk = 1; ; walk++) {
    const verdict = await walked(ground, organizationId, until)
    // What was entered while we walked may stand on one side only of what is compared: then nothing is said of it yet.
    const isStill = (await ledgerHead(ground.db, organizationId)).seq === verdict.entryCount
    if (verdict.verdict !== "broken" || isStill || walk === WALKS_MAX) return verdict
  }
}
const WALKS_MAX = 3

async function walked(ground: ReadGround, organizationId: string, until: () => boolean): Promise<Verdict> {
  const { db } = ground
  const head = await ledgerHead(db, organizationId)
  const faults: Verdict["faults"] = []
  const note = (where: string, what: string) => void (faults.length < FAULTS_MAX && faults.push({ where, what }))
  const usageMicros = new Map<string, number>()
  const stripeMicros = new Map<string, number>()
  let [seq, hash, sumMicros] = [0, EMPTY_LEDGER.hash, 0]
  for (;;) {
    const entries = await entriesAfter(db, organizationId, seq, ENTRIES_A_LOOK)
    for (const entry of entries) {
      for (const what of faultsOf(entry, { seq, hash, sumMicros })) note(`entry ${seq + 1}`, what)
      ;[seq, hash, sumMicros] = [entry.seq, entry.hash, sumMicros + entry.amountMicros]
      const { source, amountMicros } = entry
      if (STRIPE_SOURCES.has(source.kind))
        stripeMicros.set(stripeKey(entry), (stripeMicros.get(stripeKey(entry)) ?? 0) + amountMicros)
      if (source.kind === "usageDay") usageMicros.set(source.id, (usageMicros.get(source.id) ?? 0) - amountMicros)
    }
    if (entries.length === 0) break
    if (until()) return { verdict: "unfinished", entryCount: seq, faults, sumMicros, balanceMicros: head.balanceMicros }
  }
  // Entries made while we walked stand after the head we read; missing ones do not.
  const now = seq > head.seq ? await ledgerHead(db, organizationId) : head
  if (seq < now.seq) note(`entry ${seq + 1}`, `It is missing: the head says that there are ${now.seq}.`)
  if (now.seq === seq && now.hash !== hash) note("head", "Its hash is not the last entry's.")
  if (now.seq === seq && now.balanceMicros !== sumMicros) note("head", "Its balance is not the sum of the entries.")
  for (const [day, chargedMicros] of usageMicros) {
    if (until()) return { verdict: "unfinished", entryCount: seq, faults, sumMicros, balanceMicros: now.balanceMicros }
    for (const what of await faultsOfDay(ground, organizationId, day, chargedMicros)) note(`usage of ${day}`, what)
  }
  for (const fault of await faultsOfStripe(ground, organizationId, stripeMicros)) note(fault.where, fault.what)
  const listed = (await organizationById(db, organizationId, { strong: true }))?.credits
  if (seq > 0 && listed?.balanceMicros !== now.balanceMicros)
    note("directory", `It says ${listed?.balanceMicros ?? 0}, and the head ${now.balanceMicros} micro-dollars.`)
  const verdict = faults.length > 0 ? "broken" : seq === 0 ? "empty" : "ok"
  return { verdict, entryCount: seq, faults, sumMicros, balanceMicros: now.balanceMicros }
}

const STRIPE_SOURCES: ReadonlySet<string> = new Set(["charge", "subscription"])
const stripeKey = ({ type, source }: Pick<LedgerEntry, "type" | "source">) => `${source.kind} ${source.id} ${type}`

/** What stands in the ledger for things of Stripe's, and what was noted for them: neither without the other. */
async function faultsOfStripe(
  { db }: ReadGround,
  organizationId: string,
  stripeMicros: ReadonlyMap<string, number>,
): Promise<Verdict["faults"]> {
  const notedMicros = new Map<string, number>()
  for (const { entryType: type, source, enteredMicros } of await enteredForStripe(db, organizationId)) {
    const key = stripeKey({ type, source })
    notedMicros.set(key, (notedMicros.get(key) ?? 0) + enteredMicros)
  }
  const keys = new Set([...stripeMicros.keys(), ...notedMicros.keys()])
  return [...keys].flatMap((key) => {
    const [entered, noted] = [stripeMicros.get(key), notedMicros.get(key)]
    if (entered === noted) return []
    const what = `Entries come to ${entered ?? "nothing"}, and ${noted ?? "nothing"} micro-dollars were noted.`
    return [{ where: key, what }]
  })
}

function faultsOf(
  { hash: own, ...linked }: LedgerEntry,
  { seq, hash, sumMicros }: { seq: number; hash: string; sumMicros: number },
): string[] {
  return [
    ...(linked.seq === seq + 1 ? [] : [`It is missing: the next is entry ${linked.seq}.`]),
    ...(linked.previousHash === hash ? [] : ["It is not linked to the entry before it."]),
    ...(entryHash(linked) === own ? [] : ["Its hash is not the hash of what it says."]),
    ...(linked.balanceMicros === sumMicros + linked.amountMicros ? [] : ["Its balance is not the sum up to it."]),
  ]
}

/**
 * A day's entries are what its hours were settled at, and no hour that is settled costs otherwise by its cube. What waits to be
 * settled again is no fault.
 */
async function faultsOfDay(
  ground: ReadGround,
  organizationId: string,
  day: string,
  chargedMicros: number,
): Promise<string[]> {
  const { db } = ground
  const settled = (await settledOf(db, organizationId, day))?.hoursMicros ?? {}
  const settledMicros = Object.values(settled).reduce((sum, one) => sum + one, 0)
  const hours = Object.keys(settled)
  const costs = await costsOfHours(ground, organizationId, hours)
  const differs = hours.filter((hour) => settled[hour] !== costs[hour])
  const waiting = differs.length > 0 ? await unsettledHours(db, organizationId, day) : undefined
  return [
    ...(settledMicros === chargedMicros
      ? []
      : [`Entries come to ${chargedMicros}, its hours to ${settledMicros} micro-dollars.`]),
    ...differs
      .filter((hour) => !waiting?.has(hour))
      .map(
        (hour) => `The hour ${hour} was charged ${settled[hour]} micro-dollars, and costs ${costs[hour]} by its cube.`,
      ),
  ]
}
