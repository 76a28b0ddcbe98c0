import { canonical } from "#shared/account/canonical.ts"
import type { CommandAction, CommandSubject } from "#shared/contract/stripe-commands.ts"
import { Refusal } from "#shared/refusal.ts"
import { machineNow } from "../runtime/clock.ts"
import { sha256Hex } from "../runtime/digest.ts"
import { audited, CommandRefused } from "../table/audit-entry.ts"
import type { Mode } from "../table/customer.ts"
import type { Ground } from "../table/ground.ts"
import { commandAsked, type NewStripeCommand, stripeCommandOf, waitingCommand } from "../table/stripe-command.ts"
import { type Caller, handOf } from "./caller.ts"
import { noteOf } from "./note.ts"

/** What somebody wants Stripe to do. */
export interface AskedOfStripe {
  mode: Mode
  /** What the command stands with, and waits on. */
  subject: CommandSubject
  /** What Stripe is told to change, where that is not the subject itself. */
  target?: CommandSubject
  action: CommandAction
  /** Stripe's own parameters. */
  parameters: Record<string, unknown>
  /** The same in our words, for the audit trail and for those who read it; nothing personal. */
  asks: Record<string, unknown>
  /** Why it cannot be done as the subject stands; looked at for new commands only. */
  refusal?: Refusal | undefined
}

const ID_CHARACTERS = 32

/**
 * Gives Stripe a command, once for each idempotency key of a caller on a subject: the command and its audit entry stand in one
 * transaction, and what stands is sent. Refused while another command on the subject waits.
 */
export async function askOfStripe(
  { db, clock }: Pick<Ground, "db" | "clock">,
  caller: Caller,
  idempotencyKey: string,
  { mode, subject, target, action, parameters, asks, refusal }: AskedOfStripe,
): Promise<{ commandId: string }> {
  const request = `${caller.personId} stripe ${mode} ${subject.kind} ${subject.id} ${idempotencyKey}`
  const commandId = sha256Hex(request).slice(0, ID_CHARACTERS)
  const askedHash = sha256Hex(canonical({ action, target, parameters }))
  const before = await stripeCommandOf(db, mode, subject, commandId)
  if (before) return repeated(before.command, askedHash)
  if (refusal) throw refusal
  const requestedAt = machineNow()
  const by = { personId: caller.personId, ...handOf(caller) }
  const command: NewStripeCommand = {
    ...{ commandId, subject, action, parameters, asks, askedHash, by, requestedAt },
    ...(target ? { target } : {}),
  }
  const note = noteOf(caller, `${subject.kind}.${action}.asked`, subject, requestedAt, {
    after: { commandId, mode, ...asks },
  })
  try {
    await audited(db, note, commandAsked(mode, command, clock.due()))
  } catch (error) {
    if (!(error instanceof CommandRefused)) throw error
    const same = await stripeCommandOf(db, mode, subject, commandId)
    if (same) return repeated(same.command, askedHash)
    const other = await waitingCommand(db, mode, subject)
    throw new Refusal(
      "conflict",
      other
        ? `Stripe has not answered yet what ${other.command.by.name} asked for at ${other.command.requestedAt}`
        : "Another command was under way at this moment",
      {
        where: `${subject.kind}Id`,
        wanted: "wait until that command has ended, look at how it stands, then ask again",
      },
    )
  }
  return { commandId }
}

function repeated({ commandId, askedHash }: NewStripeCommand, wantedHash: string): { commandId: string } {
  if (askedHash === wantedHash) return { commandId }
  throw new Refusal("conflict", "This idempotency key was used for another command", {
    where: "Idempotency-Key",
    wanted: "a new key",
  })
}
