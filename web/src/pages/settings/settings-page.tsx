import { createEffect, createMemo, createSignal, on, Show } from "solid-js"
import { createStore, reconcile, unwrap } from "solid-js/store"
import { Problem } from "../../api.ts"
import { useMe, useMeQuery } from "../../data/me.ts"
import { type SavedSettings, liveSettings, save } from "../../data/settings.ts"
import { countOf } from "../../format.ts"
import { askFreshSignIn } from "../../shell/asked.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Banner } from "../../ui/banner.tsx"
import { Button } from "../../ui/button.tsx"
import { Head } from "../../ui/head.tsx"
import { Columns } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { differencesOf, faultsOf, sortedRates } from "./draft.ts"
import { General } from "./general.tsx"
import { ProductUrl } from "./product-url.tsx"
import { Rates } from "./rates.tsx"
import { Review } from "./review.tsx"
import "./settings-page.css"

/** Where a draft waits while its author signs in again. */
const WAITING = "watchbill.settings"

/** The platform's settings, changed as a draft and reviewed before they are saved. */
export default function SettingsPage() {
  const me = useMe()
  const meQuery = useMeQuery()
  const settings = liveSettings()
  const [draft, setDraft] = createStore<SavedSettings>({
    reportingZone: "UTC",
    reportingCurrency: "usd",
    discounts: "forever",
    rates: [],
    revision: 0,
  })
  const [saved, setSaved] = createSignal<SavedSettings>()
  const [checked, setChecked] = createSignal(false)
  const [reviewing, setReviewing] = createSignal(false)
  const [saving, setSaving] = createSignal(false)
  const [problem, setProblem] = createSignal<Problem>()
  const [savedAt, setSavedAt] = createSignal<string>()
  usePage({ refresh: settings.refresh })

  const mayWrite = () => me()?.staffRole === "admin"
  const adopt = (told: SavedSettings) => {
    const copy = structuredClone({ ...unwrap(told), rates: sortedRates(unwrap(told).rates) })
    setSaved(copy)
    setDraft(reconcile(structuredClone(copy)))
  }
  createEffect(
    on(settings.asOf, () => {
      const told = settings.data()
      if (!told || (saved() && differences().length > 0)) return
      adopt(told)
      const waiting = sessionStorage.getItem(WAITING)
      if (!waiting) return
      sessionStorage.removeItem(WAITING)
      setDraft(reconcile(JSON.parse(waiting) as SavedSettings))
      if (differences().length > 0 && Object.keys(faultsOf(draft)).length === 0) setReviewing(true)
    }),
  )
  const differences = createMemo(() => (saved() ? differencesOf(saved()!, draft) : []))
  const faults = createMemo(() => (checked() ? faultsOf(draft) : {}))

  const review = () => {
    setChecked(true)
    setProblem(undefined)
    if (Object.keys(faultsOf(draft)).length === 0) setReviewing(true)
    else queueMicrotask(() => document.querySelector<HTMLElement>('main [aria-invalid="true"]')?.focus())
  }
  const saveDraft = async () => {
    setSaving(true)
    setProblem(undefined)
    try {
      adopt(await save(structuredClone(unwrap(draft))))
      setReviewing(false)
      setChecked(false)
      setSavedAt(new Date().toISOString())
      settings.refresh()
      meQuery.refresh()
    } catch (told) {
      const refused = told as Problem
      if (refused.code === "staleSignIn") {
        sessionStorage.setItem(WAITING, JSON.stringify(draft))
        setReviewing(false)
        askFreshSignIn("save the settings")
      } else setProblem(refused)
    } finally {
      setSaving(false)
    }
  }
  const discard = () => {
    if (saved()) setDraft(reconcile(structuredClone(saved()!)))
    setChecked(false)
  }

  return (
    <>
      <Head title="Settings" note="What the platform's figures are counted in. Organizations have their own zone." />
      <Show when={me() && !mayWrite()}>
        <Banner status="idle" title="Read only.">
          Changing these takes staff admin; your role is {me()?.staffRole}. A staff admin can grant it.
        </Banner>
      </Show>
      <Show when={savedAt() && differences().length === 0 && savedAt()}>
        {(at) => (
          <Banner status="ok" title="Saved" live end={<a href="/admin/audit?action=settings.saved">Audit</a>}>
            at <Time at={at()} as="clock" />. Every figure that this changes is being computed again.
          </Banner>
        )}
      </Show>
      <Answer
        of={settings}
        skeleton={
          <Sheet busy>
            <Skeleton lines={8} tall="24rem" />
          </Sheet>
        }
      >
        {() => (
          <form
            data-component="settings"
            noValidate
            onSubmit={(event) => {
              event.preventDefault()
              review()
            }}
          >
            <Columns>
              <General
                draft={draft}
                faults={faults()}
                readOnly={!mayWrite()}
                onChange={(changes) => setDraft(changes)}
              />
              <Rates
                draft={draft}
                saved={saved()?.rates ?? []}
                faults={faults()}
                readOnly={!mayWrite()}
                onChange={(rates) => setDraft("rates", rates)}
              />
            </Columns>
            <ProductUrl
              draft={draft}
              faults={faults()}
              readOnly={!mayWrite()}
              onChange={(changes) => setDraft(changes)}
            />
            <Show when={mayWrite()}>
              <div data-part="acts">
                <Button type="submit" kind="primary" disabled={differences().length === 0}>
                  Review changes
                </Button>
                <Show when={differences().length > 0}>
                  <Button kind="quiet" onClick={discard}>
                    Discard
                  </Button>
                </Show>
                <span role="status" data-tone="3">
                  {Object.keys(faults()).length > 0
                    ? `${countOf(Object.keys(faults()).length, "field needs", "fields need")} another look.`
                    : differences().length === 0
                      ? "Nothing is changed."
                      : `${countOf(differences().length, "change is", "changes are")} not saved yet.`}
                </span>
              </div>
            </Show>
          </form>
        )}
      </Answer>
      <Show when={reviewing()}>
        <Review
          differences={differences()}
          saving={saving()}
          problem={problem()}
          onClose={() => setReviewing(false)}
          onSave={() => void saveDraft()}
        />
      </Show>
    </>
  )
}
