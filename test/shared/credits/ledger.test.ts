import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { EMPTY_LEDGER, entered, expiryOf, type LedgerHead, type Movement } from "#shared/credits/ledger.ts"
import { runwayDays } from "#shared/credits/runway.ts"

const movement = (told: Partial<Movement> & Pick<Movement, "type" | "amountMicros">): Movement => ({
  source: { kind: "request", id: "r" },
  actor: { personId: null, label: "Watchbill", role: "console" },
  comment: null,
  at: "2026-11-20T14:02:00.000Z",
  expiresAt: null,
  ...told,
})
const DAYS = ["2026-12-01", "2026-12-15", "2027-01-01"].map((day) => `${day}T00:00:00.000Z`)

const step = fc.oneof(
  fc.record({ kind: fc.constant("grant" as const), micros: fc.integer({ min: 1, max: 1_000 }) }),
  fc.record({
    kind: fc.constant("lot" as const),
    micros: fc.integer({ min: 1, max: 1_000 }),
    expiresAt: fc.constantFrom(...DAYS),
  }),
  fc.record({ kind: fc.constant("use" as const), micros: fc.integer({ min: 1, max: 1_500 }) }),
  fc.record({ kind: fc.constant("expire" as const) }),
)
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never

/** The movement of a step, as a ledger stands; nothing where there is nothing to expire. */
function moved(one: Step, { lots }: LedgerHead): Movement | undefined {
  if (one.kind === "grant") return movement({ type: "credit_gift", amountMicros: one.micros })
  if (one.kind === "lot") return movement({ type: "credit_gift", amountMicros: one.micros, expiresAt: one.expiresAt })
  if (one.kind === "use") return movement({ type: "usage", amountMicros: -one.micros })
  const [first] = lots
  return first && movement({ type: "expiry", amountMicros: -first.leftMicros, source: expiryOf(first.seq) })
}

describe("a ledger", () => {
  test("holds what its entries add up to, without gaps, and of lots never more than there is", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let head = EMPTY_LEDGER
        let [sum, granted] = [0, 0]
        for (const one of steps) {
          const next = moved(one, head)
          if (!next) continue
          const { entry, after } = entered("org", head, next)
          sum += next.amountMicros
          if (next.type === "credit_gift") granted += next.amountMicros
          expect(entry.seq).toBe(head.seq + 1)
          expect(entry.previousHash).toBe(head.hash)
          expect(entry.balanceMicros).toBe(sum)
          head = { ...after, hash: `hash of ${entry.seq}` }
          const inLots = head.lots.reduce((all, { leftMicros }) => all + leftMicros, 0)
          expect(head.balanceMicros).toBe(sum)
          expect(head.grantedMicros).toBe(granted)
          expect(inLots).toBeLessThanOrEqual(Math.max(0, sum))
          expect(head.lots.every(({ leftMicros }) => leftMicros > 0)).toBe(true)
          expect(head.lots.map(({ expiresAt }) => expiresAt)).toEqual(
            head.lots.map(({ expiresAt }) => expiresAt).toSorted(),
          )
        }
      }),
    )
  })

  test("nothing that expires takes more than what its own grant left", () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let head = EMPTY_LEDGER
        const grants = new Map<string, number>()
        for (const one of steps) {
          const next = moved(one, head)
          if (!next) continue
          const { entry, after } = entered("org", head, next)
          if (one.kind === "lot") grants.set(String(entry.seq), one.micros)
          if (next.type === "expiry") {
            expect(-next.amountMicros).toBeLessThanOrEqual(grants.get(next.source.id)!)
            expect(after.lots.some(({ seq }) => String(seq) === next.source.id)).toBe(false)
          }
          head = { ...after, hash: "" }
        }
      }),
    )
  })

  test("what expires soonest is used first, and a debt is paid before anything is left", () => {
    const play = (...movements: Movement[]) =>
      movements.reduce<LedgerHead>((head, one) => ({ ...entered("org", head, one).after, hash: "" }), EMPTY_LEDGER)
    const lot = (amountMicros: number, expiresAt: string) => movement({ type: "credit_gift", amountMicros, expiresAt })
    const use = (micros: number) => movement({ type: "usage", amountMicros: -micros })
    const left = ({ lots }: LedgerHead) => lots.map(({ seq, leftMicros }) => [seq, leftMicros])
    expect(left(play(lot(5, DAYS[1]!), lot(5, DAYS[0]!), use(3)))).toEqual([
      [2, 2],
      [1, 5],
    ])
    expect(left(play(lot(5, DAYS[1]!), lot(5, DAYS[0]!), use(7)))).toEqual([[1, 3]])
    expect(left(play(movement({ type: "credit_topup", amountMicros: 4 }), lot(5, DAYS[0]!), use(6)))).toEqual([])
    expect(left(play(use(3), lot(5, DAYS[0]!)))).toEqual([[2, 2]])
    expect(left(play(use(9), lot(5, DAYS[0]!)))).toEqual([])
  })

  test("what comes back of usage is no grant", () => {
    const { after } = entered("org", EMPTY_LEDGER, movement({ type: "usage_adjust", amountMicros: 7 }))
    expect(after).toMatchObject({ balanceMicros: 7, grantedMicros: 0 })
  })
})

test.each([
  [100, 0, null],
  [0, 70, 0],
  [-5, 70, 0],
  [100, 70, 10],
  [9, 70, 0],
  [10, 70, 1],
  [-5, 0, null],
])("a balance of %d at %d a week lasts %s days", (balance, week, days) => {
  expect(runwayDays(balance, week)).toBe(days)
})
