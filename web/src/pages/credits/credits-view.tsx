import { Show } from "solid-js"
import { liveCredits } from "../../data/credits.ts"
import { countOf } from "../../format.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Banner } from "../../ui/banner.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { CreditFigures } from "./credit-figures.tsx"
import { Entries } from "./entries.tsx"
import { createGiftDesk } from "./gift-desk.ts"
import { GiftReview, GiftWriting } from "./gift-dialog.tsx"
import { LowCredit } from "./low-credit.tsx"
import "./credits.css"

/** An organization's balance over its ledger, and the gift that is being given. */
export function CreditsView(props: { organizationId: string; name: string; isDeleted: boolean }) {
  // The page is made anew for each organization.
  const id = props.organizationId
  const credits = liveCredits(id)
  const desk = createGiftDesk(id, credits.refresh)
  const mayGift = () => credits.data()?.mayGift && !props.isDeleted
  usePage({
    refresh: credits.refresh,
    actions: () =>
      mayGift() ? [{ title: `Gift credits to ${props.name}`, words: "give promotion", run: desk.begin }] : [],
  })
  return (
    <>
      <Show when={credits.data()?.check?.verdict === "broken" && credits.data()!.check}>
        {(check) => (
          <Banner status="fail" title="This ledger does not hold.">
            The recount of <Time at={check().checkedAt} /> found {countOf(check().faultCount, "fault")}: the balance may
            be wrong. Recount names them.
          </Banner>
        )}
      </Show>
      <Answer
        of={credits}
        skeleton={
          <Sheet>
            <Skeleton tall="5.5rem" />
          </Sheet>
        }
      >
        {(data) => <CreditFigures data={data()} />}
      </Answer>
      <LowCredit organizationId={id} />
      <Entries
        organizationId={id}
        onGift={mayGift() ? desk.begin : undefined}
        given={desk.given()}
        check={credits.data()?.check}
        isDeleted={props.isDeleted}
      />
      <Show when={desk.step() === "write"}>
        <GiftWriting desk={desk} name={props.name} mayGift={credits.data()?.mayGift ?? null} />
      </Show>
      <Show when={desk.step() === "review" && credits.data()}>
        {(data) => <GiftReview desk={desk} name={props.name} balanceMicros={data().balanceMicros} />}
      </Show>
    </>
  )
}
