import { Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { livePlans } from "../../data/plans.ts"
import { countOf } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Banner } from "../../ui/banner.tsx"
import { Button } from "../../ui/button.tsx"
import { Head } from "../../ui/head.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { columnsOf } from "./columns.tsx"
import { createPlansDesk } from "./desk.ts"
import { rowsOf } from "./rows.ts"
import { TermsReview, TermsWriting } from "./terms-dialog.tsx"

/** Which prices of Stripe's stand for which plan, and what credits they bring. */
export default function PlansPage() {
  const me = useMe()
  const plans = livePlans()
  const desk = createPlansDesk(plans.data, plans.refresh)
  const mayWrite = () => me()?.staffRole === "admin"
  usePage({
    refresh: plans.refresh,
    actions: () =>
      mayWrite()
        ? [
            {
              title: "Say what a price stands for…",
              icon: "plus",
              words: "plan terms credits",
              run: () => desk.begin(),
            },
          ]
        : [],
  })
  const note = () => {
    const unnamed = plans.data() ? rowsOf(plans.data()!).filter(({ state }) => state === "notNamed").length : 0
    return unnamed === 0 ? "" : ` ${countOf(unnamed, "price in use stands", "prices in use stand")} for nothing yet.`
  }
  return (
    <>
      <Head
        title="Plans"
        note={`Which prices of Stripe's stand for which plan, and the credits that each paid cycle brings.${note()}`}
      >
        <Show when={mayWrite() && (plans.data()?.terms.length ?? 0) + (plans.data()?.prices.length ?? 0) > 0}>
          <Button kind="primary" onClick={() => desk.begin()}>
            Add terms…
          </Button>
        </Show>
      </Head>
      <Show when={me() && !mayWrite()}>
        <Banner status="idle" title="Read only.">
          Changing plans takes staff admin; your role is {me()?.staffRole}. A staff admin can grant it.
        </Banner>
      </Show>
      <Sheet busy={plans.loading()}>
        <Answer of={plans} skeleton={<Skeleton lines={6} tall="20rem" />}>
          {(data) => (
            <Show
              when={rowsOf(data()).length > 0}
              fallback={
                <Empty
                  icon="page"
                  title="No prices yet"
                  text="Prices appear here with the first live subscription that Stripe tells of. One that is to come can be named by its id."
                >
                  <Show when={mayWrite()}>
                    <Button kind="primary" onClick={() => desk.begin()}>
                      Add terms…
                    </Button>
                  </Show>
                </Empty>
              }
            >
              <Table
                label="Plans by price"
                columns={columnsOf(mayWrite() ? desk : undefined, () => data().today)}
                rows={rowsOf(data())}
                keyOf={({ key }) => key}
                changing={plans.changing()}
              />
            </Show>
          )}
        </Answer>
      </Sheet>
      <Show when={plans.data()}>
        {(data) => (
          <>
            <Show when={desk.step() === "write"}>
              <TermsWriting desk={desk} plans={data()} />
            </Show>
            <Show when={desk.step() === "review"}>
              <TermsReview desk={desk} plans={data()} />
            </Show>
          </>
        )}
      </Show>
    </>
  )
}
