import { For, Show } from "solid-js"
import { armsAgainAbove } from "#shared/credits/low-credit.ts"
import { CREDIT_DEFINITIONS } from "#shared/credits/definitions.ts"
import { decimalOf } from "#shared/money.ts"
import { type CreditAlerts, liveCreditAlerts } from "../../data/credits.ts"
import { countOf } from "../../format.ts"
import { zone } from "../../reporting.ts"
import { Answer } from "../../ui/answer.tsx"
import { Button } from "../../ui/button.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { MoneyMicros } from "../../ui/money.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { useRoleIn } from "../organization/role-in.ts"
import { Definition } from "../usage/computed.tsx"
import { createLowCreditDesk } from "./low-credit-desk.ts"
import { LowCreditDialog } from "./low-credit-dialog.tsx"
import "./credits.css"

const CENT_MICROS = 10_000

/** Below which balances an organization's owners are mailed: for those who see its credits to read, for its owners to set. */
export function LowCredit(props: { organizationId: string }) {
  // The page is made anew for each organization.
  const id = props.organizationId
  const alerts = liveCreditAlerts(id)
  const desk = createLowCreditDesk(id, alerts.refresh)
  const { role } = useRoleIn(() => id)
  const maySet = () => role() === "owner"
  const begin = () =>
    desk.begin(
      (alerts.data()?.thresholds ?? []).map(({ amountMicros }) => decimalOf(amountMicros / CENT_MICROS, "usd")),
    )
  return (
    <Section
      title="Low-credit alerts"
      note={<Show when={alerts.data()}>{(data) => ownersText(data())}</Show>}
      end={
        <>
          <Show when={alerts.data()}>
            {(data) => <Definition told={CREDIT_DEFINITIONS.lowCredit} of={{ asOf: data().asOf, timeZone: zone() }} />}
          </Show>
          <Show when={maySet() && (alerts.data()?.thresholds.length ?? 0) > 0}>
            <Button onClick={begin}>Change thresholds</Button>
          </Show>
        </>
      }
    >
      <Sheet>
        <Answer
          of={alerts}
          skeleton={<Skeleton lines={2} tall="5rem" />}
          forbidden={{
            title: "Credits are for owners and admins",
            text: `Your role here is ${role() ?? "none"}. An owner can grant it.`,
          }}
        >
          {(data) => (
            <Show
              when={data().thresholds.length > 0}
              fallback={
                <Empty
                  title="Nobody is mailed when credits run low"
                  text={
                    maySet() ? "Set up to three balances to be told of." : "An owner of the organization can set that."
                  }
                >
                  <Show when={maySet()}>
                    <Button onClick={begin}>Set thresholds</Button>
                  </Show>
                </Empty>
              }
            >
              <Card>
                <Thresholds of={data()} />
              </Card>
            </Show>
          )}
        </Answer>
      </Sheet>
      <Show when={desk.written()} keyed>
        {(written) => <LowCreditDialog desk={desk} written={written} />}
      </Show>
    </Section>
  )
}

const ownersText = ({ ownerCount, thresholds }: CreditAlerts): string => {
  if (thresholds.length === 0) return ""
  return ownerCount === 0
    ? "no owner has an e-mail address, so nobody is mailed"
    : `${countOf(ownerCount, "owner")} ${ownerCount === 1 ? "is" : "are"} mailed`
}

function Thresholds(props: { of: CreditAlerts }) {
  const usd = (micros: number) => <MoneyMicros micros={micros} currency="usd" />
  return (
    <>
      <Facts start>
        <For each={props.of.thresholds}>
          {(one) => (
            <Fact name={<>Below {usd(one.amountMicros)}</>}>
              <Word status={one.isArmed ? "ok" : props.of.balanceMicros < one.amountMicros ? "warn" : "idle"}>
                {one.isArmed ? "armed" : one.crossedAt ? "crossed" : "below it when it was set"}
              </Word>
              <span data-tone="2">
                <Show when={one.crossedAt}>
                  {(at) => (
                    <>
                      {one.isArmed ? "; last crossed" : ""} on <Time at={at()} as="date" />
                    </>
                  )}
                </Show>
                <Show when={!one.isArmed}>; armed again above {usd(armsAgainAbove(one.amountMicros))}</Show>
              </span>
            </Fact>
          )}
        </For>
      </Facts>
      <Show when={props.of.setAt}>
        {(at) => (
          <p data-tone="3" data-part="setby">
            Set by {props.of.setBy?.name ?? "an owner"} on <Time at={at()} as="date" />.
          </p>
        )}
      </Show>
    </>
  )
}
