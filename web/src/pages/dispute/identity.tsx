import { For, Show } from "solid-js"
import type { DisputeDetail } from "../../data/disputes.ts"
import { countOf } from "../../format.ts"
import { directoryPath } from "../../shell/nav.ts"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Time } from "../../ui/time.tsx"
import { DisputeStatusWord } from "../disputes/words.tsx"

/** Who disputes what, and who told of it. */
export function Identity(props: { of: DisputeDetail }) {
  const chargePath = () =>
    `/admin/revenue/transactions?${new URLSearchParams({ ...(props.of.mode === "test" ? { mode: "test" } : {}), open: props.of.chargeId })}`
  return (
    <Section title="Of what">
      <Sheet>
        <Card>
          <Show when={props.of.masked}>
            <p data-tone="3">Who paid is masked for the role viewer. A staff admin can grant more.</p>
          </Show>
          <Facts start>
            <Fact name="Status">
              <DisputeStatusWord of={props.of.status} />
            </Fact>
            <Fact name="Charge">
              <a href={chargePath()}>
                {props.of.method ?? "charge"}
                <Show when={props.of.chargedAt}>
                  {(at) => (
                    <>
                      {" "}
                      of <Time at={at()} />
                    </>
                  )}
                </Show>
              </a>
            </Fact>
            <Fact name="Charge id">
              <Copy text={props.of.chargeId} />
            </Fact>
            <Fact name="Organization">
              <Show when={props.of.organizationId} fallback="no organization is known by this customer">
                {(id) => <a href={directoryPath(id())}>{id()}</a>}
              </Show>
            </Fact>
            <Fact name="Customer">
              <Show when={props.of.customerId} fallback="not told">
                {(id) => <Copy text={id()} />}
              </Show>
            </Fact>
            <Fact name="Name">{props.of.name ?? "not told"}</Fact>
            <Fact name="E-mail">{props.of.email ?? "not told"}</Fact>
            <Fact name="Submitted">
              {props.of.submissions === 0 ? "nothing" : countOf(props.of.submissions, "answer")}
            </Fact>
            <Fact name="Told by">
              <ul data-part="told">
                <For each={props.of.told}>
                  {(one) => (
                    <li>
                      <a href={`/admin/webhooks?open=stripe/${encodeURIComponent(one.deliveryId)}`}>{one.type}</a>{" "}
                      <span data-tone="3">
                        <Time at={one.at} />
                      </span>
                    </li>
                  )}
                </For>
              </ul>
            </Fact>
          </Facts>
        </Card>
      </Sheet>
    </Section>
  )
}
