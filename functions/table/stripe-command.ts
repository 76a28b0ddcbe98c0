import type { CommandSubject, StripeCommand } from "#shared/contract/stripe-commands.ts"
import { type Instant, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import type { Mode } from "./customer.ts"
import { ABSENT, type Db, type Key, queryAll, type Row, type TransactWrite } from "./db.ts"
import { DUE_FIELD_NAMES, retryAt } from "./work.ts"

/**
 * What people told Stripe to do. A command stands in GSI2 under `commands#stripe#<mode>`, due when Stripe is to be told next,
 * until it has ended.
 *   pk  stripeCommand#<mode>#<subject's kind>#<subject's id>
 *   sk  <command>      what it asks for, and how it ended
 *   sk  waiting        which command waits: one subject has one at a time
 */
export interface StripeCommandRow extends Row {
  mode: Mode
  command: NewStripeCommand
  state: StripeCommand["state"]
  attempts: number
  /** When Stripe was first told; Stripe knows a repeat of it for a day from then on. */
  firstTriedAt?: Instant
  failure: StripeCommand["failure"]
  /** The request that Stripe answered last, as its own log names it. */
  stripeRequestId: string | null
  endedAt: Instant | null
}
export interface NewStripeCommand
  extends Pick<StripeCommand, "commandId" | "subject" | "action" | "asks" | "requestedAt"> {
  /** What Stripe is told to change, where that is not the subject itself: a subscription's invoice. */
  target?: CommandSubject
  /** Stripe's own parameters, fixed when the command was given: a repeat sends the same. */
  parameters: Record<string, unknown>
  /** A hash of what the request asked for. */
  askedHash: string
  by: { personId: string; name: string; isStaff: boolean }
}

const partition = (mode: Mode, { kind, id }: CommandSubject): string => `stripeCommand#${mode}#${kind}#${id}`
const waitingKey = (mode: Mode, subject: CommandSubject): Key => ({ pk: partition(mode, subject), sk: "waiting" })
const commandKey = (mode: Mode, subject: CommandSubject, commandId: string): Key => ({
  pk: partition(mode, subject),
  sk: commandId,
})
/** Each mode by itself: what no key may change keeps nobody waiting. */
const dueIn = (mode: Mode): string => `commands#stripe#${mode}`

/** The writes of a new command, due at once. The first is refused where the command is there already, the second where another one waits. */
export const commandAsked = (mode: Mode, command: NewStripeCommand, due: Instant): TransactWrite[] => [
  {
    put: {
      ...commandKey(mode, command.subject, command.commandId),
      kind: "stripeCommand",
      mode,
      command,
      state: "waiting",
      attempts: 0,
      failure: null,
      stripeRequestId: null,
      endedAt: null,
      gsi2pk: dueIn(mode),
      gsi2sk: due,
    },
    when: ABSENT,
  },
  {
    put: { ...waitingKey(mode, command.subject), kind: "stripeCommandWaiting", commandId: command.commandId },
    when: ABSENT,
  },
]

/** A command as it stands this moment. */
export const stripeCommandOf = async (db: Db, mode: Mode, subject: CommandSubject, commandId: string) =>
  (await db.get(commandKey(mode, subject, commandId), { strong: true })) as StripeCommandRow | undefined

/** The command that a subject waits for. */
export async function waitingCommand(
  db: Db,
  mode: Mode,
  subject: CommandSubject,
): Promise<StripeCommandRow | undefined> {
  const waiting = await db.get(waitingKey(mode, subject), { strong: true })
  return waiting && stripeCommandOf(db, mode, subject, String(waiting["commandId"]))
}

/** Every command on a subject, the newest first. */
export async function stripeCommandsOf(db: Db, mode: Mode, subject: CommandSubject): Promise<StripeCommand[]> {
  const rows = await queryAll(db, { pk: partition(mode, subject), strong: true })
  return rows
    .filter((row): row is StripeCommandRow => row.kind === "stripeCommand")
    .map(toldOf)
    .sort((one, other) => (one.requestedAt > other.requestedAt ? -1 : 1))
}

/** A command as people are told of it. */
const toldOf = ({ command, state, attempts, failure, endedAt, gsi2sk }: StripeCommandRow): StripeCommand => {
  const { parameters: _, askedHash: __, target: ___, by, ...told } = command
  return {
    ...told,
    by: { name: by.name, isStaff: by.isStaff },
    state,
    attempts,
    failure,
    nextTryAt: gsi2sk ?? null,
    endedAt,
  }
}

/** What waits for Stripe in a mode, as `<kind> <id>`; the index it is read from lags a moment. */
export async function waitingSubjects(db: Db, mode: Mode): Promise<ReadonlySet<string>> {
  const rows = await queryAll(db, { index: "gsi2", pk: dueIn(mode), fields: ["gsi2sk"] })
  return new Set(
    rows.map(({ pk }) => {
      const [, , kind, ...id] = pk.split("#")
      return `${kind} ${id.join("#")}`
    }),
  )
}

/** Keys of commands that are due, the longest overdue first. The index lags: `claimCommand` says whether one still is. */
export async function dueCommands(db: Db, mode: Mode, now: Instant, limit: number): Promise<Key[]> {
  const { rows } = await db.query({ index: "gsi2", pk: dueIn(mode), sk: { le: now }, limit, fields: ["gsi2sk"] })
  return rows.map(({ pk, sk }) => ({ pk, sk }))
}

/** Longer than Stripe is given to answer. */
const CLAIM_MS = MINUTE_MS

/** Takes one to tell, so that nobody else does meanwhile: it is due again later, should nobody come back from it. */
export async function claimCommand(
  db: Db,
  key: Key,
  { due, at }: { due: Instant; at: Instant },
): Promise<StripeCommandRow | undefined> {
  const held = (await db.get(key, { strong: true })) as StripeCommandRow | undefined
  if (!held?.gsi2pk || String(held.gsi2sk) > due) return undefined
  const claimed = await db.change({
    update: key,
    set: { gsi2sk: instant(msOf(due) + CLAIM_MS) },
    init: { firstTriedAt: at },
    add: { attempts: 1 },
    when: { eq: ["gsi2sk", held.gsi2sk] },
  })
  return claimed === "refused" ? undefined : (claimed as StripeCommandRow)
}

/** Notes why a try came to nothing, and when the next one is; refused when somebody else has it by now. */
export const putOffCommand = (
  db: Db,
  { pk, sk, gsi2sk, attempts }: StripeCommandRow,
  failure: NonNullable<StripeCommand["failure"]>,
  due: Instant,
): Promise<"done" | "refused"> =>
  db.write({
    update: { pk, sk },
    set: { failure, gsi2sk: retryAt(due, attempts) },
    when: { eq: ["gsi2sk", gsi2sk] },
  })

const HELD_MS = 5 * MINUTE_MS

/** Notes why nobody can tell Stripe now. It is no try: the command waits. */
export async function holdCommand(
  db: Db,
  key: Key,
  failure: NonNullable<StripeCommand["failure"]>,
  due: Instant,
): Promise<void> {
  await db.write({
    update: key,
    set: { failure, gsi2sk: instant(msOf(due) + HELD_MS) },
    when: { all: [{ present: "gsi2pk" }, { le: ["gsi2sk", due] }] },
  })
}

/** The writes that end a command, once; the first is refused where it has ended. */
export const commandEnded = (
  { pk, sk, mode, command }: StripeCommandRow,
  ending: Pick<StripeCommandRow, "state" | "failure" | "stripeRequestId" | "endedAt">,
): TransactWrite[] => [
  { update: { pk, sk }, set: ending, drop: DUE_FIELD_NAMES, when: { eq: ["state", "waiting"] } },
  { remove: waitingKey(mode, command.subject), when: { eq: ["commandId", command.commandId] } },
]
