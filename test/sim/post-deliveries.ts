import { instant } from "#shared/time.ts"
import type { Told } from "../support/stripe-object.ts"
import { insist } from "./actors-client.ts"
import { filesOf, type Surroundings } from "./ground.ts"
import type { Accepted } from "./invariants-inbox.ts"
import type { Simulation } from "./schedule.ts"
import type { Steps } from "./steps.ts"

/** Stripe sends each event until it is taken, some of them again, two at a time. */
export function postAll(
  simulation: Simulation,
  { receive }: Pick<Steps, "receive">,
  around: Surroundings,
  events: readonly Told[],
  gapMsMax: number,
): Accepted[] {
  const accepted: Accepted[] = []
  for (const [nth, some] of [events.filter((_, at) => at % 2 === 0), events.filter((_, at) => at % 2 === 1)].entries())
    simulation.start(
      `stripe ${nth}`,
      async (stripe) => {
        for (const event of some) {
          await stripe.sleep(stripe.random.span(1, gapMsMax))
          const raw = Buffer.from(JSON.stringify(event))
          const post = () =>
            insist(stripe, stripe.name, (door) =>
              receive(
                door.db,
                (key, bytes) => filesOf(door, around.files).put(key, bytes, ""),
                raw,
                instant(door.nowMs()),
              ),
            )
          await post()
          const type = String(event["type"])
          accepted.push({
            deliveryId: String(event["id"]),
            type,
            expected: type === "product.created" ? "ignored" : "applied",
          })
          if (stripe.random.chance(0.2)) await post()
        }
      },
      { steady: true },
    )
  return accepted
}
