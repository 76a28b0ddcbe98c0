import { For, Show } from "solid-js"
import type { TransactionDetail } from "../../data/transactions.ts"
import { countOf } from "../../format.ts"
import { Copy } from "../../ui/copy.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"

const OBJECTS: Record<string, string> = {
  balance: "balance transaction",
  refundsOf: "refunds of",
  disputesOf: "disputes of",
}

/** What is still asked of Stripe about a charge: which object, how often it was tried, what Stripe said, and when next. */
export function Asking(props: { of: TransactionDetail }) {
  const asking = () => props.of.asking
  return (
    <Show when={props.of.wanted.length > 0}>
      <section aria-label="Still asked of Stripe" data-part="asking">
        <p>
          <Word status={asking() && asking()!.nextAt === null ? "warn" : "observing"}>Still asked of Stripe</Word>
        </p>
        <ul>
          <For each={props.of.wanted}>
            {(want) => (
              <li>
                {OBJECTS[want.object] ?? want.object} <Copy text={want.id} />
              </li>
            )}
          </For>
        </ul>
        <Show when={asking()?.failure}>{(failure) => <p>Stripe says: {failure()}</p>}</Show>
        <p data-tone="2">
          <Show when={asking()?.attempts} fallback="Not tried yet; it is asked within a minute.">
            {(attempts) => (
              <>
                Tried {countOf(attempts(), "time")};{" "}
                <Show when={asking()?.nextAt} fallback="it is asked no more: Stripe does not know it.">
                  {(at) => (
                    <>
                      next try <Time at={at()} seconds />.
                    </>
                  )}
                </Show>
              </>
            )}
          </Show>
        </p>
      </section>
    </Show>
  )
}
