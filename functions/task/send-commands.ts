import type { CommandSubject, StripeCommand } from "#shared/contract/stripe-commands.ts"
import { HOUR_MS, type Instant, msOf } from "#shared/time.ts"
import { inGroups } from "../runtime/in-groups.ts"
import { logger } from "../runtime/logger.ts"
import { type AuditNote, audited, CommandRefused } from "../table/audit-entry.ts"
import type { Mode } from "../table/customer.ts"
import type { Key } from "../table/db.ts"
import type { Ground } from "../table/ground.ts"
import {
  claimCommand,
  commandEnded,
  dueCommands,
  holdCommand,
  type NewStripeCommand,
  putOffCommand,
  type StripeCommandRow,
} from "../table/stripe-command.ts"
import { keepAnswer } from "./keep-answer.ts"

/** What the service answered: which request that was, what it made where the command could not name it, and what is gone and cannot be read back. */
export interface Sent {
  requestId: string | null
  made?: CommandSubject
  gone?: object
}

/** The outside service that carries commands out, and what its errors mean. */
export interface Teller {
  /** The modes that its key is for. */
  modes: readonly Mode[]
  /** Tells it once for each key: a repeat is answered as the first time was. */
  send(
    command: Pick<NewStripeCommand, "action" | "parameters"> & { target: CommandSubject },
    idempotencyKey: string,
  ): Promise<Sent>
  /** What the command was about, as the API tells it now. */
  read(target: CommandSubject): Promise<object>
  /** The service's words where it turns a command down for good; undefined where it is to be told again. */
  refusalOf(error: unknown): { code: string; message: string; requestId: string | null } | undefined
}

const A_LOOK = 25
const AT_ONCE = 4
const MODES: readonly Mode[] = ["live", "test"]
/** Since the first try. Stripe knows a repeat by its key for 24 hours: after that it would be told twice. */
const TRIED_MS_MAX = 6 * HOUR_MS
const WORDS_MAX = 300

/** Tells Stripe every command that is due, and notes how each ended. Answers how many were told. */
export async function sendCommands(
  ground: Ground,
  teller: Teller | undefined,
  until: () => boolean = () => false,
): Promise<number> {
  let told = 0
  for (;;) {
    const due = ground.clock.due()
    const keys = await Promise.all(MODES.map((mode) => dueCommands(ground.db, mode, due, A_LOOK)))
    for (const [nth, mode] of MODES.entries())
      if (!teller?.modes.includes(mode)) await hold(ground, mode, keys[nth]!.splice(0), due)
    const rows = await inGroups(keys.flat(), AT_ONCE, async (key) => {
      const now = { due: ground.clock.due(), at: ground.clock.machine() }
      const row = until() ? undefined : await claimCommand(ground.db, key, now)
      if (row) await tell(ground, teller!, row)
      return row
    })
    const claimed = rows.filter((row) => row !== undefined).length
    told += claimed
    if (claimed === 0 || until()) return told
  }
}

async function hold({ db }: Ground, mode: Mode, keys: readonly Key[], due: Instant): Promise<void> {
  const failure = { code: "noKey", message: `No key of Stripe's API is set that may change anything in ${mode} mode.` }
  for (const key of keys) await holdCommand(db, key, failure, due)
}

async function tell(ground: Ground, teller: Teller, row: StripeCommandRow): Promise<void> {
  const { command, failure, firstTriedAt } = row
  if (msOf(ground.clock.machine()) - msOf(firstTriedAt!) > TRIED_MS_MAX) {
    const message = `Stripe did not answer for ${TRIED_MS_MAX / HOUR_MS} hours, so it may or may not be done; look in Stripe. The last try said: ${failure?.message ?? "nothing"}`
    return end(ground, row, { state: "failed", failure: { code: "noAnswer", message }, stripeRequestId: null })
  }
  const target = command.target ?? command.subject
  let sent: Sent
  try {
    sent = await teller.send({ ...command, target }, command.commandId)
  } catch (error) {
    const refusal = teller.refusalOf(error)
    if (!refusal) return putOff(ground, row, error)
    const { requestId: stripeRequestId, ...words } = refusal
    return end(ground, row, { state: "failed", failure: cut(words), stripeRequestId })
  }
  try {
    const [at, asked] = [ground.clock.business(), ground.clock.machine()]
    const object = (sent.gone ?? (await teller.read(sent.made ?? target))) as Record<string, unknown>
    await keepAnswer(ground, row.mode, object, { at, asked })
  } catch (error) {
    // A key that may change what it may not read: the delivery that follows tells it.
    if (!teller.refusalOf(error)) return putOff(ground, row, error)
    logger.warn("Stripe does not show what it changed", { error, pk: row.pk })
  }
  await end(ground, row, { state: "done", failure: null, stripeRequestId: sent.requestId })
}

const cut = ({ code, message }: { code: string; message: string }) => ({ code, message: message.slice(0, WORDS_MAX) })

async function putOff({ db, clock }: Ground, row: StripeCommandRow, error: unknown): Promise<void> {
  logger.warn("Stripe is to be told again", { error, pk: row.pk, sk: row.sk })
  const message = String((error as Error | undefined)?.message ?? error)
  await putOffCommand(db, row, cut({ code: "again", message }), clock.due())
}

/** Notes how a command ended, with its audit entry; nothing where it has ended before. */
async function end(
  { db, clock }: Ground,
  row: StripeCommandRow,
  ending: Pick<StripeCommandRow, "state" | "failure" | "stripeRequestId">,
): Promise<void> {
  const endedAt = clock.machine()
  try {
    await audited(db, noteOf(row, ending, endedAt), commandEnded(row, { ...ending, endedAt }))
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
  }
}

/** What the console says of an ending: by itself, for the person who gave the command. */
function noteOf(
  { command, mode }: StripeCommandRow,
  { state, failure, stripeRequestId }: Pick<StripeCommandRow, "state" | "failure" | "stripeRequestId">,
  at: Instant,
): AuditNote {
  const { subject, action, commandId, by } = command
  const outcome: Pick<StripeCommand, "commandId" | "failure"> & Record<string, unknown> = {
    commandId,
    mode,
    failure,
    stripeRequestId,
  }
  return {
    scope: "platform",
    at,
    actor: { personId: by.personId, label: `Watchbill, for ${by.name}`, role: "console" },
    action: `${subject.kind}.${action}.${state}`,
    target: subject,
    before: null,
    after: outcome,
    requestId: commandId,
    address: null,
    agent: null,
  }
}
