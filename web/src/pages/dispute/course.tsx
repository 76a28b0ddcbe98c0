import { For, type JSX, Show } from "solid-js"
import type { DisputeAlert, DisputeMoment } from "#shared/contract/disputes.ts"
import { HOUR_MS, type Instant, instant, msOf } from "#shared/time.ts"
import type { DisputeDetail } from "../../data/disputes.ts"
import { countOf, moneyText } from "../../format.ts"
import { nowMs, zone } from "../../reporting.ts"
import { Mark, type StatusWord } from "../../ui/mark.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Time } from "../../ui/time.tsx"
import { leftOf, spaced, statusText } from "../disputes/words.tsx"
import "../../ui/status.css"

interface Step {
  at: Instant
  mark: StatusWord
  title: string
  text?: string | undefined
  when?: "now" | "ahead"
}

/** Everything that happened to the dispute, where it stands now, and what is due. */
export function Course(props: { of: DisputeDetail }) {
  const steps = (): Step[] => [
    ...[
      ...props.of.moments.map((one) => stepOf(props.of, one)),
      ...props.of.alerts.flatMap(alertStep),
      ...snapshotStep(props.of),
      ...productStep(props.of),
      ...evidenceSteps(props.of),
    ].sort((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0)),
    ...aheadOf(props.of),
  ]
  return (
    <Section title="What happened" span={5} end={zone()}>
      <Sheet>
        <Card>
          <ol data-component="timeline">
            <For each={steps()}>{(step) => <Line {...step} />}</For>
          </ol>
        </Card>
      </Sheet>
    </Section>
  )
}

const Line = (props: Step): JSX.Element => (
  <li data-now={props.when === "now" ? "" : undefined} data-ahead={props.when === "ahead" ? "" : undefined}>
    <Time at={props.at} />
    <Mark status={props.mark} />
    <div>
      <b>{props.title}</b>
      <Show when={props.text}>{(text) => <p>{text()}</p>}</Show>
    </div>
  </li>
)

function stepOf(of: DisputeDetail, moment: DisputeMoment): Step {
  const { at, what, status, note } = moment
  const amount =
    moment.amountCents === null || moment.currency === null
      ? ""
      : moneyText(Math.abs(moment.amountCents), moment.currency)
  const said = note === null ? undefined : spaced(note)
  switch (what) {
    case "charged":
      return { at, mark: "ok", title: `Charged ${amount}`, text: said }
    case "refunded":
      return { at, mark: "idle", title: `Refunded ${amount}`, text: said }
    case "warned":
      return { at, mark: "warn", title: "Early fraud warning", text: said }
    case "opened": {
      const kind = status?.startsWith("warning_") ? "Inquiry" : "Chargeback"
      return { at, mark: kind === "Inquiry" ? "warn" : "fail", title: `${kind} opened`, text: said }
    }
    case "escalated":
      return {
        ...{ at, mark: "fail", title: "The inquiry became a chargeback" },
        text: "What was said of the inquiry does not answer it.",
      }
    case "answered":
      return { at, mark: "observing", title: "Evidence submitted", text: "The bank decides." }
    case "withdrawn":
      return { at, mark: "idle", title: `${amount} withdrawn`, text: feeOf(of) }
    case "reinstated":
      return { at, mark: "ok", title: `${amount} given back` }
    default:
      return {
        ...{ at, title: `Decided: ${statusText(status!)}` },
        mark: status === "won" ? "ok" : status === "lost" ? "fail" : "idle",
      }
  }
}

/** What else was told stands among the moments already. */
const REMINDED = { dueIn72h: "72 hours", dueIn24h: "24 hours" } as const

function alertStep({ kind, at }: DisputeAlert): Step[] {
  if (kind !== "dueIn72h" && kind !== "dueIn24h") return []
  return [
    { at, mark: "warn", title: `Reminded: less than ${REMINDED[kind]} left`, text: "Announced as dispute.alerted." },
  ]
}

function snapshotStep({ usage }: DisputeDetail): Step[] {
  if (!usage) return []
  const { requests, activities, sessions, generations } = usage.sums
  const used = [
    countOf(requests, "request"),
    countOf(activities, "activity", "activities"),
    countOf(sessions, "session"),
    countOf(generations, "generation"),
  ]
  return [
    {
      ...{ at: usage.takenAt, mark: "ok", title: "Usage snapshot taken" },
      text:
        usage.organizationId === null ? "No organization is known by this customer." : `${used.join(", ")} in 60 days.`,
    },
  ]
}

function productStep({ product }: DisputeDetail): Step[] {
  if (product?.state !== "answered" || product.askedAt === null) return []
  return [{ at: product.askedAt, mark: "ok", title: "The product answered", text: `Asked at ${product.host}.` }]
}

/** What people did about the answer; that it was submitted stands among the moments, as Stripe tells it. */
function evidenceSteps({ evidence }: DisputeDetail): Step[] {
  const { savedAt, savedBy, commands } = evidence ?? { commands: [] }
  const staged = commands.flatMap(({ action, state, by, endedAt }): Step[] =>
    action === "stageEvidence" && state === "done" && endedAt
      ? [{ at: endedAt, mark: "observing", title: "Evidence staged", text: `By ${by.name}. Nothing is submitted.` }]
      : [],
  )
  if (!savedAt || !savedBy) return staged
  return [...staged, { at: savedAt, mark: "observing", title: "Evidence drafted", text: `Saved by ${savedBy.name}.` }]
}

function feeOf({ settled }: DisputeDetail): string | undefined {
  const [first] = settled
  return first && first.feeCents > 0 ? `With a fee of ${moneyText(first.feeCents, first.currency)}.` : undefined
}

/** Before it is due somebody is reminded, so many hours each time. */
const REMINDERS = [72, 24]

function aheadOf(of: DisputeDetail): Step[] {
  const left = leftOf(of)
  if (left.kind !== "days" && left.kind !== "hours") return []
  const now = instant(nowMs())
  const dueMs = msOf(of.dueAt!)
  const reminders = REMINDERS.map((hours) => ({ hours, at: instant(dueMs - hours * HOUR_MS) }))
  return [
    {
      ...{ at: now, mark: "now", when: "now", text: "Nothing has been submitted." },
      title: `${left.count} ${left.kind === "days" ? "day" : "hour"}${left.count === 1 ? "" : "s"} left to answer`,
    },
    ...reminders
      .filter(({ at }) => at > now)
      .map(({ at, hours }): Step => ({ at, mark: "ahead", when: "ahead", title: `Reminder at ${hours} hours` })),
    {
      ...{ at: of.dueAt!, mark: "ahead", when: "ahead", title: "Response due" },
      text: "Afterwards the dispute is lost by default.",
    },
  ]
}
