import { Show } from "solid-js"
import type { PromotionCode } from "#shared/contract/discounts.ts"
import { useMe } from "../../data/me.ts"
import type { DiscountDetail } from "../../data/discounts.ts"
import { countText, moneyText } from "../../format.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import type { Column } from "../../ui/table.tsx"
import { Time } from "../../ui/time.tsx"
import { None } from "../subscriptions/columns.tsx"
import { Ledger } from "../transactions/ledger.tsx"
import { Moneys } from "./columns.tsx"
import type { DiscountDesk } from "./desk.ts"
import { CodeStatusWord } from "./status-word.tsx"

/** Who may redeem a code, in a few words. */
function Limits(props: { of: PromotionCode }) {
  const words = () =>
    [
      props.of.customerId && "one customer",
      props.of.firstTimeOnly && "who never paid yet",
      props.of.minimum && `from ${moneyText(props.of.minimum.cents, props.of.minimum.currency)}`,
    ].filter((one) => typeof one === "string")
  return (
    <Show when={words().length > 0} fallback={<None />}>
      {words().join(", ")}
    </Show>
  )
}

const COLUMNS: readonly Column<PromotionCode>[] = [
  { id: "code", title: "Code", cell: (row) => <Copy text={row.code} /> },
  { id: "status", title: "Status", cell: (row) => <CodeStatusWord of={row.status} /> },
  {
    id: "redeemed",
    title: "Redeemed",
    figure: true,
    cell: (row) => (
      <>
        {row.redeemedCount === null ? "not told" : countText(row.redeemedCount)}
        <Show when={row.redemptionsMax}>{(max) => <span data-tone="3"> of {countText(max())}</span>}</Show>
      </>
    ),
  },
  { id: "given", title: "Given so far", figure: true, cell: (row) => <Moneys of={row.given} /> },
  { id: "limits", title: "Only for", cell: (row) => <Limits of={row} /> },
  {
    id: "expires",
    title: "Expires",
    figure: true,
    cell: (row) => (row.expiresAt ? <Time at={row.expiresAt} as="date" /> : <None />),
  },
]

/** The promotion codes of a coupon, each with what can be done about it by whoever may; nothing while a command waits. */
export function Codes(props: { of: DiscountDetail; desk: DiscountDesk }) {
  const me = useMe()
  const act = (row: PromotionCode): "reactivateCode" | "deactivateCode" | undefined =>
    row.status === "deactivated" ? "reactivateCode" : row.status === "active" ? "deactivateCode" : undefined
  const acts: Column<PromotionCode> = {
    id: "acts",
    title: "Command",
    cell: (row) => (
      <Show when={act(row)}>
        {(what) => (
          <Button
            disabled={props.of.isWaiting}
            onClick={() => props.desk.review({ act: what(), codeId: row.codeId, code: row.code })}
          >
            {what() === "deactivateCode" ? "Deactivate…" : "Activate…"}
          </Button>
        )}
      </Show>
    ),
  }
  return (
    <Show when={props.of.promotionCodes.length > 0}>
      <section aria-label="Promotion codes" data-part="told">
        <p data-tone="3">Promotion codes</p>
        <Ledger
          label="Codes and their limits"
          columns={me()?.staffRole === "admin" ? [...COLUMNS, acts] : COLUMNS}
          rows={props.of.promotionCodes}
        />
      </section>
    </Show>
  )
}
