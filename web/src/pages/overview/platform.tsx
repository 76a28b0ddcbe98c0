import { Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { countOf, countText } from "../../format.ts"
import { Fact, Facts } from "../../ui/facts.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"

const SCALES = [
  [1e12, "trillion"],
  [1e9, "billion"],
  [1e6, "million"],
] as const

/** A large count in words: `2.41 billion`; below a million in full. */
export function largeText(count: number): string {
  const scale = SCALES.find(([size]) => count >= size)
  return scale ? `${(count / scale[0]).toFixed(2)} ${scale[1]}` : countText(count)
}

/** How large the platform is. */
export function Platform(props: { data: Overview }) {
  const platform = () => props.data.platform!
  return (
    <Sheet>
      <Card>
        <div data-part="platform">
          <Facts>
            <Fact name="Organizations">
              {countText(platform().organizations)} <Came count={platform().organizationsThisMonth} />
            </Fact>
            <Fact name="Users">
              {countText(platform().users)} <Came count={platform().usersThisMonth} />
            </Fact>
            <Fact name="Active subscriptions">
              {countText(platform().activeSubscriptions)}{" "}
              <span data-tone="3">of {countOf(props.data.totalSubscribers, "customer")}</span>
            </Fact>
            <Fact name={"Tokens, 30\u00a0days"}>
              <span title={countText(platform().tokens30d)}>{largeText(platform().tokens30d)}</span>
            </Fact>
            <Fact name="Credits in circulation">
              <Show
                when={platform().creditsMicros}
                fallback={<span title={platform().creditsMicros === null ? "Known for today only" : undefined}>–</span>}
              >
                {(micros) => <MoneyMicros micros={micros()} currency="usd" />}
              </Show>
            </Fact>
            <Fact name={"Model cost, 30\u00a0days"}>
              <Show when={platform().costMicros30d > 0} fallback="–">
                <MoneyMicros micros={platform().costMicros30d} currency="usd" />
              </Show>
            </Fact>
          </Facts>
        </div>
      </Card>
    </Sheet>
  )
}

/** How many of them came this month, when any did. */
const Came = (props: { count: number }) => (
  <Show when={props.count > 0}>
    <span data-tone="3">+{countText(props.count)} this month</span>
  </Show>
)
