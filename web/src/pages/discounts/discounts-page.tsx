import { Show } from "solid-js"
import { DISCOUNT_SORTS } from "#shared/contract/discounts.ts"
import { useAddress } from "../../address.ts"
import { type DiscountsAsked, liveDiscounts } from "../../data/discounts.ts"
import { exportList } from "../../data/exports.ts"
import { useMe } from "../../data/me.ts"
import { createFeed } from "../../feed.ts"
import { countText } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { Button } from "../../ui/button.tsx"
import { chosenColumns } from "../../ui/column-choice.tsx"
import { FeedRows } from "../../ui/feed-rows.tsx"
import { Filters, Listing, SearchFilter } from "../../ui/filter.tsx"
import { SelectFilter } from "../../ui/filter-choice.tsx"
import { FirstAnswer } from "../../ui/first-answer.tsx"
import { ListEnd } from "../../ui/list-end.tsx"
import { LiveHead } from "../../ui/live-head.tsx"
import { Pinned } from "../../ui/pinned.tsx"
import { wordsAsked } from "../../words-asked.ts"
import { ModeSegments, modeIn, otherMode } from "../stripe/mode.tsx"
import { COLUMNS, keyOf } from "./columns.tsx"
import { createDiscountDesk } from "./desk.ts"
import { DiscountView } from "./discount-view.tsx"
import { type CouponFields, currenciesFrom, noCoupon } from "./fields.ts"
import { NewCoupon } from "./new-coupon.tsx"
import { NoDiscounts } from "./no-discounts.tsx"
import { STATUS_NAMES, statusText } from "./status-word.tsx"
import { Totals } from "./totals.tsx"
import "../subscriptions/subscriptions.css"
import "./discounts.css"

const WORDS = ["status", "search"] as const

/** Every coupon with what it takes off, who has it and how it can be redeemed; and commands to Stripe about one, and for a new one. */
export default function DiscountsPage() {
  const address = useAddress({
    ...{ mode: "live", status: "", search: "", sort: "offMonth", order: "desc" },
    ...{ cursor: "", page: "", open: "" },
  })
  const { field, href, set } = address
  const mode = () => modeIn(field)
  const words = wordsAsked(WORDS, address)
  const sort = () => DISCOUNT_SORTS.find((one) => one === field("sort")) ?? "offMonth"
  const order = () => (field("order") === "asc" ? "asc" : "desc")
  const query = (): DiscountsAsked => ({
    ...(mode() === "test" ? { mode: "test" } : {}),
    ...(words.asked() as DiscountsAsked),
    sort: sort(),
    order: order(),
  })
  const discounts = liveDiscounts(() => ({ ...query(), ...(field("cursor") ? { cursor: field("cursor") } : {}) }))
  const feed = createFeed(discounts, keyOf, address)
  const shown = chosenColumns("discounts", COLUMNS)
  const me = useMe()
  const desk = createDiscountDesk(() => (me() ? null : undefined), discounts.refresh)
  const currencies = () => {
    const used = (discounts.data()?.totals.given ?? []).map(({ currency }) => currency)
    return currenciesFrom([...(me() ? [me()!.console.currency] : []), ...used])
  }
  /** A stand-in of Stripe makes live coupons alone. */
  const mayMake = () =>
    me()?.staffRole === "admin" && (mode() === "live" || !me()!.console.sandboxes.includes("stripe"))
  const begin = () => desk.review({ act: "create", fields: noCoupon(currencies()[0]!) })
  const asked = (): CouponFields | undefined => {
    const reviewed = desk.reviewed()
    return reviewed?.act === "create" ? reviewed.fields : undefined
  }
  const clear = () => href(words.none)
  const statuses = () => {
    const counts = discounts.data()?.statuses ?? {}
    const offered = STATUS_NAMES.filter((one) => counts[one] !== undefined || field("status") === one)
    return offered.map((value) => ({ value, text: `${statusText(value)} ${countText(counts[value] ?? 0)}` }))
  }
  const exportThese = () => void exportList({ list: "discounts", filter: query() as never })
  usePage({
    actions: () => [
      { title: "Export these coupons as CSV", icon: "download", words: "download", run: exportThese },
      ...(mayMake() ? [{ title: "Make a coupon", icon: "plus" as const, words: "new discount", run: begin }] : []),
    ],
  })
  const MakeButton = () => (
    <Show when={mayMake()}>
      <Button kind="primary" icon="plus" onClick={begin}>
        New coupon…
      </Button>
    </Show>
  )

  return (
    <>
      <LiveHead
        title="Discounts"
        note="Coupons and promotion codes: what they take off, who has them, and how often they can be redeemed."
        of={discounts}
      >
        <MakeButton />
      </LiveHead>
      <Listing>
        <Filters
          views="discounts"
          clear={words.count() > 0 ? clear() : undefined}
          end={<ListEnd list="discounts" columns={COLUMNS} onExport={exportThese} />}
        >
          <ModeSegments mode={mode()} href={href} without={words.none} />
          <SelectFilter label="Status" value={field("status")} items={statuses()} onChange={words.choose("status")} />
          <SearchFilter
            label="Search discounts"
            placeholder="Name, id, code"
            value={field("search")}
            onChange={words.choose("search")}
          />
        </Filters>
        <FirstAnswer of={discounts} lines={14} tall="32rem">
          <Show when={discounts.data()}>
            {(data) => (
              <Show when={data().totals.count > 0}>
                <Totals of={data().totals} untied={data().untied} />
              </Show>
            )}
          </Show>
          <Show when={feed.pinned()} keyed>
            {(couponId) => (
              <Pinned title={couponId} close={href({ open: undefined })}>
                <DiscountView of={{ mode: mode(), couponId }} currencies={currencies()} />
              </Pinned>
            )}
          </Show>
          <FeedRows
            of={feed}
            label="Discounts"
            wide
            one="coupon"
            columns={shown()}
            detail={(row) => <DiscountView of={row} currencies={currencies()} />}
            sort={{ by: sort(), order: order(), href: (by, to) => href({ sort: by, order: to }) }}
            tellsChanges
            none={
              <NoDiscounts
                mode={mode()}
                filterCount={words.count()}
                clear={clear()}
                otherMode={href({ ...words.none, mode: otherMode(mode()) })}
                make={<MakeButton />}
              />
            }
          />
        </FirstAnswer>
      </Listing>
      <Show when={asked()} keyed>
        {(fields) => (
          <NewCoupon
            desk={desk}
            fields={fields}
            currencies={currencies()}
            onSend={(wish, filled) =>
              void desk.make(mode(), wish, filled, (couponId) => set({ ...words.none, open: couponId }))
            }
          />
        )}
      </Show>
    </>
  )
}
