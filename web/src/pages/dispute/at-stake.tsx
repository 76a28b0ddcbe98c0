import { For, Show } from "solid-js"
import { DISPUTE_DEFINITIONS } from "#shared/payments/definitions.ts"
import type { DisputeDetail } from "../../data/disputes.ts"
import { moneyText } from "../../format.ts"
import { How } from "../../ui/how.tsx"
import { Money } from "../../ui/money.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"

const { withdrawn } = DISPUTE_DEFINITIONS

/** What the dispute took of the balance, or would; and what becomes of it. */
export function AtStake(props: { of: DisputeDetail }) {
  return (
    <Section
      title={isOver(props.of) ? "What it came to" : "At stake"}
      span={5}
      end={
        <How of="what is settled" window={withdrawn.window} rows={withdrawn.source}>
          {withdrawn.definition}
        </How>
      }
    >
      <Sheet>
        <Card>
          <For
            each={props.of.settled}
            fallback={
              <>
                <div data-component="sum">
                  <Money cents={props.of.amountCents} currency={props.of.currency} />
                </div>
                <p data-tone="2" data-part="stake">
                  {props.of.pending
                    ? "As presented: what was settled is pending until Stripe has told its balance transaction."
                    : props.of.kind === "inquiry"
                      ? "As presented. An inquiry takes nothing; unanswered, it may become a chargeback."
                      : "As presented. Nothing was taken of the balance."}
                </p>
              </>
            }
          >
            {(one) => (
              <>
                <div data-component="sum">
                  <Money cents={Math.abs(one.amountCents)} currency={one.currency} />
                </div>
                <p data-tone="2" data-part="stake">
                  {wordsOf(props.of, one)}
                </p>
              </>
            )}
          </For>
          <Show when={props.of.pending && props.of.settled.length > 0}>
            <p data-tone="3">A further movement is pending until Stripe has told it.</p>
          </Show>
        </Card>
      </Sheet>
    </Section>
  )
}

const isOver = ({ status }: DisputeDetail): boolean => ["won", "lost", "prevented", "warning_closed"].includes(status)

function wordsOf(of: DisputeDetail, { amountCents, feeCents, currency }: DisputeDetail["settled"][number]): string {
  const fee = feeCents > 0 ? `, plus a fee of ${moneyText(feeCents, currency)}` : ""
  if (of.status === "won")
    return amountCents === 0 ? `came back after the win${fee}.` : `is still withdrawn after the win${fee}.`
  if (isOver(of)) return `${amountCents < 0 ? "lost" : "given back"}${fee}.`
  return `withdrawn${fee}. A win returns the amount; the fee stays unless Stripe says otherwise.`
}
