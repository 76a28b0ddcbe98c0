import { exponentOf, knowsCurrency } from "../money.ts"
import { daysBetween, instantOfUnix } from "../time.ts"
import type { Change } from "./contribution.ts"
import type { Step } from "./life.ts"
import type { Cadence, Discount, SubscriptionSnapshot } from "./stripe-fact.ts"
import { stepAt, type Timeline } from "./timeline.ts"

const EVERY: Record<Cadence["interval"], string> = { day: "daily", week: "weekly", month: "monthly", year: "yearly" }

/** How often a subscription is paid, as one says it. */
export function cadenceWords(cadence: Cadence | null): string {
  if (!cadence) return "once"
  if (cadence.count === 1) return EVERY[cadence.interval]
  if (cadence.interval === "month" && cadence.count === 3) return "quarterly"
  return `every ${cadence.count} ${cadence.interval}s`
}

const licensed = ({ items }: SubscriptionSnapshot) => items.filter(({ metered, cadence }) => !metered && cadence)
const planOf = (snapshot: SubscriptionSnapshot): string => licensed(snapshot)[0]?.planName ?? "a plan"
const plansOf = (snapshot: SubscriptionSnapshot): string[] =>
  licensed(snapshot).map(({ planName }) => planName ?? "a plan")
const seatsOf = (snapshot: SubscriptionSnapshot): number =>
  licensed(snapshot).reduce((sum, { quantity }) => sum + quantity, 0)
const wordsOf = ({ snapshot }: Step): string => cadenceWords(licensed(snapshot)[0]?.cadence ?? null)

function stretch(fromSecond: number, toSecond: number): string {
  const day = (second: number) => instantOfUnix(second).slice(0, 10)
  const days = daysBetween(day(fromSecond), day(toSecond))
  if (days < 60) return days === 1 ? "1 day" : `${days} days`
  return `${Math.round(days / 30.44)} months`
}

/** What a customer did on a day, in a few words: the subscription that changed most speaks. */
export function sentenceOf(
  timeline: Timeline,
  beforeSecond: number | null,
  second: number,
  changes: Record<string, Change>,
): string {
  if (timeline.deletedSeconds !== null && timeline.deletedSeconds <= second) return "customer was deleted"
  const spoken = timeline.subscriptions
    .flatMap(({ steps }): Changed[] => {
      const was = beforeSecond === null ? undefined : stepAt(steps, beforeSecond)
      const is = stepAt(steps, second)
      return is && is !== was ? [{ steps, was, is }] : []
    })
    .sort((one, other) => size(other) - size(one))[0]
  if (!spoken) return "no change"
  const cameBack = Object.values(changes).some(({ kind }) => kind === "reactivation")
  const left = cameBack ? lastEarning(timeline, spoken.is.atSeconds) : null
  return began(spoken, left) ?? stopped(spoken) ?? changed(spoken)
}

interface Changed {
  steps: readonly Step[]
  was: Step | undefined
  is: Step
}
const size = ({ was, is }: Changed): number => Math.abs(is.mrrCents - (was?.mrrCents ?? 0))
const statusWords = ({ snapshot }: Step): string => snapshot.status.replaceAll("_", " ")

function began({ was, is }: Changed, leftSecond: number | null): string | null {
  if (is.mrrCents === 0 || (was && was.mrrCents > 0)) return null
  const plan = planOf(is.snapshot)
  if (leftSecond !== null) return `came back to ${plan} after ${stretch(leftSecond, is.atSeconds)}`
  return was?.snapshot.status === "trialing"
    ? `${plan} after its trial, ${wordsOf(is)}`
    : `started ${plan}, ${wordsOf(is)}`
}

function stopped({ steps, was, is }: Changed): string | null {
  if (!was || was.mrrCents === 0 || is.mrrCents > 0) return null
  const plan = planOf(was.snapshot)
  const since = stretch(steps.find(({ mrrCents }) => mrrCents > 0)?.atSeconds ?? was.atSeconds, is.atSeconds)
  const { status } = is.snapshot
  if (status === "canceled") return `ended ${plan} after ${since}`
  if (status === "paused") return `paused ${plan} after ${since}`
  return status === "unpaid"
    ? `stopped paying ${plan} after ${since}`
    : `${changed({ steps, was, is })}, nothing to pay`
}

function changed({ was, is }: Changed): string {
  const plan = planOf(is.snapshot)
  if (!was) return is.snapshot.status === "trialing" ? `began a trial of ${plan}` : `${plan} is ${statusWords(is)}`
  if (was.snapshot.status !== is.snapshot.status) return `${plan} is ${statusWords(is)}`
  const [had, has] = [plansOf(was.snapshot), plansOf(is.snapshot)]
  if (has.length > had.length) return `added ${has.find((name) => !had.includes(name)) ?? plan}`
  if (has.length < had.length) return `removed ${had.find((name) => !has.includes(name)) ?? plan}`
  const other = has.findIndex((name, index) => name !== had[index])
  if (other >= 0) return `${had[other]} to ${has[other]}`
  const [held, holds] = [seatsOf(was.snapshot), seatsOf(is.snapshot)]
  if (holds !== held) return `${holds > held ? "added" : "removed"} ${seats(Math.abs(holds - held))}, now ${holds}`
  if (wordsOf(was) !== wordsOf(is)) return `${plan}, now ${wordsOf(is)}`
  if (is.committedCents === 0 && was.committedCents > 0) return `asked to cancel ${plan}`
  if (was.committedCents === 0 && is.committedCents > 0) return `stays with ${plan} after all`
  return (
    discountChange(was, is) ??
    (is.mrrCents > was.mrrCents
      ? `${plan} costs more`
      : is.mrrCents < was.mrrCents
        ? `${plan} costs less`
        : `${plan} changed`)
  )
}

const seats = (count: number): string => (count === 1 ? "1 seat" : `${count} seats`)

/** Which discount came, ran out or was taken away. */
function discountChange(was: Step, is: Step): string | null {
  const running = ({ snapshot, atSeconds }: Step) =>
    [...snapshot.discounts, ...snapshot.items.flatMap(({ discounts }) => discounts)]
      .filter(
        ({ startSeconds, endSeconds }) =>
          (startSeconds ?? 0) <= atSeconds && (endSeconds ?? Number.POSITIVE_INFINITY) > atSeconds,
      )
      .map((discount) => discountWords(discount, snapshot.currency))
  const [had, has] = [running(was), running(is)]
  const gone = had.find((words) => !has.includes(words))
  if (gone !== undefined) return `${gone} ended`
  return has.find((words) => !had.includes(words)) ?? null
}

function discountWords({ kind, value, currency }: Discount, held: string): string {
  if (kind === "percent") return `${value} % off`
  const code = currency ?? held
  const digits = knowsCurrency(code) ? exponentOf(code) : 0
  const padded = value.padStart(digits + 1, "0")
  const major = digits === 0 ? padded : `${padded.slice(0, -digits)}.${padded.slice(-digits)}`
  return `${major} ${code.toUpperCase()} off`
}

/** When the customer last stopped paying before an instant. */
function lastEarning({ subscriptions }: Timeline, before: number): number | null {
  const stops = subscriptions.flatMap(({ steps }) =>
    steps.flatMap((step, index) =>
      index > 0 && step.mrrCents === 0 && steps[index - 1]!.mrrCents > 0 ? [step.atSeconds] : [],
    ),
  )
  const earlier = stops.filter((stop) => stop <= before)
  return earlier.length > 0 ? Math.max(...earlier) : null
}
