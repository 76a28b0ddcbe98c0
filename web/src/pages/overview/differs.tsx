import { createUniqueId, Show } from "solid-js"
import type { Overview } from "#shared/contract/overview.ts"
import { percentText } from "../../format.ts"
import { Money } from "../../ui/money.tsx"
import "../../ui/float.css"
import "../../ui/how.css"

/** Why these figures are not those of Stripe's own pages: each difference, with its amount where it has one. */
export function Differs(props: { data: Overview }) {
  const id = createUniqueId()
  const foreign = () => props.data.byCurrency.filter(({ currency }) => currency !== props.data.currency)
  const foreignCents = () => foreign().reduce((sum, { convertedCents }) => sum + (convertedCents ?? 0), 0)
  const percent = (share: number | null) => (share === null ? "–" : `${percentText(share, 2)}\u00a0%`)
  return (
    <>
      <button type="button" data-component="act" data-part="differs" popovertarget={id}>
        Why this differs from Stripe
      </button>
      <div data-component="tip" popover="auto" id={id} role="dialog" aria-label="Why this differs from Stripe">
        <dl>
          <dt>Rates</dt>
          <dd>
            <Show when={foreign().length > 0} fallback="None: all of it is billed in one currency.">
              <Money cents={foreignCents()} currency={props.data.currency} /> of MRR is billed in other currencies. It
              is converted at the dated rates of the settings, in Stripe at its own.
            </Show>
          </dd>
          <dt>Churn</dt>
          <dd>
            Of the calendar month here, {percent(props.data.churnRate)}; over 30 days in Stripe,{" "}
            {percent(props.data.churn.thirtyDayRate)}.
          </dd>
          <dt>Discounts</dt>
          <dd>
            <Show
              when={props.data.discounts.rule !== "forever"}
              fallback={
                <>
                  None: as in Stripe those that last forever are taken off. The{" "}
                  <a href="/admin/settings/general">settings</a> can take off running ones too.
                </>
              }
            >
              <Show
                when={props.data.discounts.beyondStripeCents !== null}
                fallback="Not known here, but MRR is lower: "
              >
                MRR is <Money cents={props.data.discounts.beyondStripeCents!} currency={props.data.currency} /> lower
                here:{" "}
              </Show>
              {props.data.discounts.rule === "all" ? "running and single" : "running"} discounts are taken off too, by
              the <a href="/admin/settings/general">settings</a>.
            </Show>
          </dd>
          <dt>Days</dt>
          <dd>They end at midnight in {props.data.timeZone} here. A movement near midnight may fall on another day.</dd>
          <dt>Delay</dt>
          <dd>Each delivery counts at once here. Stripe's charts follow within hours.</dd>
          <dt>Usage</dt>
          <dd>Metered prices are not in MRR, neither here nor there.</dd>
        </dl>
      </div>
    </>
  )
}
