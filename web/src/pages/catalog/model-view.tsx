import { Show } from "solid-js"
import { discountAt, percentOf } from "#shared/catalog/usage-discount.ts"
import { instant } from "#shared/time.ts"
import type { Catalog, Model } from "../../data/catalog.ts"
import { countText } from "../../format.ts"
import { nowMs } from "../../reporting.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import type { CatalogDesk } from "./desk.ts"
import { Words } from "./model-columns.tsx"
import { Prices } from "./prices.tsx"

/** One model opened: what it can do, who may use it, every price it had and has, and what can be done about it. */
export function ModelView(props: { of: Model; catalog: Catalog; desk: CatalogDesk; mayWrite: boolean }) {
  const provider = () => props.catalog.providers.find(({ providerId }) => providerId === props.of.providerId)
  const discount = () => discountAt(props.catalog.discounts, props.of, instant(nowMs()))
  return (
    <div data-component="transaction" data-of="model">
      <Show when={props.mayWrite}>
        <div data-part="acts">
          <Button onClick={() => props.desk.review({ act: "setPrice", of: props.of })}>New price…</Button>
          <Button onClick={() => props.desk.review({ act: "saveModel", of: props.of })}>Change…</Button>
        </div>
      </Show>
      <FactColumns>
        <Facts>
          <Fact name="Model">
            <Copy text={props.of.name} />
          </Fact>
          <Fact name="Provider">{provider()?.name ?? props.of.providerId}</Fact>
          <Fact name="Provider's id">
            <Copy text={props.of.providerId} />
          </Fact>
          <Fact name="Context window">
            <Show when={props.of.contextWindowTokens} fallback="not said">
              {(tokens) => <>{countText(tokens())} tokens</>}
            </Show>
          </Fact>
        </Facts>
        <Facts>
          <Fact name="Features">
            <Words of={props.of.features} none="none said" />
          </Fact>
          <Fact name="Plans">
            <Words of={props.of.plans} none="none" />
          </Fact>
          <Fact name="Usage discount now">
            <Show when={discount()} fallback="none">
              {(one) => (
                <>
                  {one().name}, {percentOf(one().percentHundredths)} %
                </>
              )}
            </Show>
          </Fact>
        </Facts>
      </FactColumns>
      <Prices of={props.of} desk={props.desk} mayWrite={props.mayWrite} />
    </div>
  )
}
