import type { Calendar } from "./calendar.ts"
import { type CloudEvent, cloudEvent } from "./cloud-event.ts"
import { ACME } from "./customers.ts"
import { type Dice, diceOf } from "./dice.ts"
import type { Organization } from "./organizations.ts"
import { VOLUME } from "./volume.ts"

/** Generations are told in one minute of a day, which costs the table some sixteen rows. */
const HOUR = 13
const MINUTE = 46
/** Days, back from the last such minute, on which Acme's people made any; visitors without an account only on the last. */
const ACME_DAYS = [0, 1, 3]

type Between = readonly [least: number, most: number]
/** What people at Acme let models make: an answer in words, or a picture of the roof. */
const MODES: readonly { mode: string; model: string; ms: Between; bytes: Between }[] = [
  { mode: "estimate", model: "languageModel", ms: [1_800, 9_500], bytes: [900, 5_200] },
  { mode: "reply", model: "languageModel", ms: [700, 3_900], bytes: [300, 1_900] },
  { mode: "roofSketch", model: "imageModel", ms: [6_500, 21_000], bytes: [210_000, 900_000] },
]
const PEOPLE = ["member@acme.test", "orgadmin@acme.test", "tomas.lind@acme.test", "priya.nair@acme.test"]

/** What models made for people: mostly well, some of it late, refused or lost on the way. */
export function generationEvents(calendar: Calendar, all: readonly Organization[]): CloudEvent[] {
  const acme = all.filter(({ organizationId }) => organizationId === ACME)
  return [
    ...acme.flatMap(({ organizationId: org }) =>
      ACME_DAYS.flatMap((nth) => made(calendar, org, nth, VOLUME.generationsADay)),
    ),
    ...made(calendar, undefined, 0, VOLUME.generationsADay / 4),
  ]
}

function made(calendar: Calendar, org: string | undefined, nth: number, count: number): CloudEvent[] {
  const name = `${org ?? "visitors"} ${nth}`
  const dice = diceOf(`generations ${name}`)
  const at = calendar.lastAt(nth, HOUR, MINUTE)
  return Array.from({ length: Math.round(count * (0.8 + 0.4 * dice.unit())) }, (_, one) =>
    cloudEvent("generation.completed", `${name} ${one}`, at + dice.whole(0, 59), generationOf(dice, org)),
  )
}

function generationOf(dice: Dice, org: string | undefined): Record<string, unknown> {
  const { mode, model, ms, bytes } = dice.pick(MODES)
  const modelMs = dice.whole(...ms)
  const told = { ...(org === undefined ? {} : { org, user: dice.pick(PEOPLE) }), mode }
  const database = { component: "database", ms: dice.whole(3, 42) }
  if (dice.chance(0.03))
    return {
      ...told,
      steps: [
        database,
        { component: model, ms: 30_000, error: "no answer within 30 s" },
        ...skipped("objectStorage", "mail"),
      ],
      result: "timeout",
    }
  if (dice.chance(0.02)) return { ...told, steps: [database, { component: model, ms: modelMs }], result: "refused" }
  const isPicture = model === "imageModel"
  const isLost = isPicture && dice.chance(0.04)
  return {
    ...told,
    steps: [
      database,
      { component: model, ms: modelMs },
      ...(isPicture ? [storing(dice, isLost)] : skipped("objectStorage")),
      ...(isLost || org === undefined ? skipped("mail") : [mailing(dice)]),
    ],
    ...(isLost ? {} : { sizeBytes: dice.whole(...bytes) }),
    result: isLost ? "failed" : "ok",
  }
}

const skipped = (...components: string[]) => components.map((component) => ({ component, skipped: true }))
const storing = (dice: Dice, isLost: boolean) =>
  isLost
    ? { component: "objectStorage", error: "503 slow down" }
    : { component: "objectStorage", ms: dice.whole(60, 480) }
/** A mail that does not go out makes no generation fail. */
const mailing = (dice: Dice) =>
  dice.chance(0.03)
    ? { component: "mail", error: "the mailbox is full" }
    : { component: "mail", ms: dice.whole(90, 900) }
