import { type JSX, Match, Switch } from "solid-js"
import { priceAt } from "#shared/catalog/price.ts"
import { endOf, percentOf } from "#shared/catalog/usage-discount.ts"
import { instant, msOf } from "#shared/time.ts"
import type { Catalog } from "../../data/catalog.ts"
import { nowMs } from "../../reporting.ts"
import { Button } from "../../ui/button.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Refused } from "../../ui/refused.tsx"
import { Time } from "../../ui/time.tsx"
import type { CatalogDesk } from "./desk.ts"
import { DiscountForm } from "./discount-form.tsx"
import { ModelForm } from "./model-form.tsx"
import { momentWords, PriceForm } from "./price-form.tsx"
import { priceWords } from "./price-text.tsx"

/** The command on models that is reviewed before it is sent; `onMade` is called with a new model's id. */
export function Reviews(props: { desk: CatalogDesk; catalog: Catalog; onMade: (modelId: string) => void }) {
  const { about } = props.desk
  return (
    <Switch>
      <Match when={about("createModel")}>
        <ModelForm desk={props.desk} providers={props.catalog.providers} onMade={props.onMade} />
      </Match>
      <Match when={about("saveModel")}>
        {(one) => <ModelForm desk={props.desk} of={one().of} providers={props.catalog.providers} />}
      </Match>
      <Match when={about("setPrice")}>{(one) => <PriceForm desk={props.desk} of={one().of} />}</Match>
      <Match when={about("withdrawPrice")}>
        {(one) => (
          <Review
            desk={props.desk}
            title={`Withdraw the price of ${one().of.name}?`}
            button="Withdraw price"
            act="withdraw the price"
            onSend={() => void props.desk.withdrawPrice(one().of, one().price)}
          >
            <Facts>
              <Fact name="Was to begin">
                <Time at={one().price.effectiveFrom} />
              </Fact>
              <Fact name="A million tokens">{priceWords(one().price)}</Fact>
            </Facts>
            <p>{afterwards(one().of.prices, one().price.effectiveFrom)} It is recorded in the audit under your name.</p>
          </Review>
        )}
      </Match>
      <Match when={about("createDiscount")}>
        <DiscountForm desk={props.desk} catalog={props.catalog} />
      </Match>
      <Match when={about("endDiscount")}>
        {(one) => (
          <Review
            desk={props.desk}
            title={`End the discount ${one().of.name}?`}
            button="End discount"
            act="end the discount"
            onSend={() => void props.desk.endDiscount(one().of)}
          >
            <Facts>
              <Fact name="Takes off">{percentOf(one().of.percentHundredths)} %</Fact>
              <Fact name="From">
                <Time at={one().of.validFrom} />
              </Fact>
            </Facts>
            <p>{ending(one().of)} It is recorded in the audit under your name, and cannot be taken back.</p>
          </Review>
        )}
      </Match>
    </Switch>
  )
}

/** What counts in the place of a price that is withdrawn. */
function afterwards(prices: Catalog["models"][number]["prices"], effectiveFrom: string): string {
  const before = priceAt(prices, instant(msOf(effectiveFrom) - 1))
  return before
    ? `From then on stays what was before: ${priceWords(before)}.`
    : "The model has no price then: calls that tell no cost are kept without one."
}

/** When a discount that is ended now takes nothing off any more. */
function ending(of: Catalog["discounts"][number]): string {
  const end = endOf(of, instant(nowMs()))
  if (end === null) return "It is over already."
  return end <= of.validFrom
    ? "It never begins."
    : `It takes off nothing from ${momentWords(end)} on; what it took off before stays.`
}

/** What will happen, and the button that has it happen. */
function Review(props: {
  desk: CatalogDesk
  title: string
  button: string
  act: string
  onSend: () => void
  children: JSX.Element
}) {
  return (
    <Dialog
      title={props.title}
      onClose={props.desk.close}
      buttons={
        <>
          <Button kind="quiet" onClick={props.desk.close}>
            Keep it
          </Button>
          <Button kind="danger-final" busy={props.desk.busy()} onClick={props.onSend}>
            {props.desk.busy() ? "Asking…" : props.button}
          </Button>
        </>
      }
    >
      {props.children}
      <Refused of={props.desk.problem()} act={props.act} />
    </Dialog>
  )
}
