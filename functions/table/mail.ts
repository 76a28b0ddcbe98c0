import type { Mail } from "#shared/contract/outbox.ts"
import { MAIL_LIFE_DAYS } from "#shared/mail-life.ts"
import { DAY_MS, type Instant, instant, msOf } from "#shared/time.ts"
import { ABSENT, type Db, type Found, type Key, type Row, type TransactWrite } from "./db.ts"
import { DUE_FIELD_NAMES, retryAt } from "./work.ts"

/**
 * A mail, written in one transaction with what causes it. It stands in GSI2 under `outbox`, due when it is to be sent next, until
 * it is sent, kept or given up.
 *   pk  mail#<mail>
 *   sk  mail
 *   gsi1  mails#<month> / <written at>#<mail>
 */
export interface MailRow extends Row {
  gsi1sk: string
  mail: NewMail
  state: Mail["state"]
  attempts: number
  failure: string | null
  endedAt: Instant | null
}
export type NewMail = Pick<Mail, "mailId" | "at" | "to" | "subject" | "text" | "about">

const OUTBOX = "outbox"
/** The tries of some ten hours. */
const ATTEMPTS_MAX = 20
const FAILURE_CHARACTERS_MAX = 300

/** The write that puts a mail into the outbox, to be sent at once; refused where it was written before. */
export const mailPut = (mail: NewMail, due: Instant): TransactWrite => ({
  put: {
    ...{ pk: `mail#${mail.mailId}`, sk: "mail", kind: "mail", mail },
    ...{ state: "waiting", attempts: 0, failure: null, endedAt: null, gsi2pk: OUTBOX, gsi2sk: due },
    ...{ gsi1pk: `mails#${mail.at.slice(0, 7)}`, gsi1sk: `${mail.at}#${mail.mailId}` },
    ttl: Math.ceil((msOf(mail.at) + MAIL_LIFE_DAYS * DAY_MS) / 1_000),
  },
  when: ABSENT,
})

/** Keys of mails that are to be sent now, the longest overdue first. The index lags: `claimMail` says whether one still is. */
export async function dueMails(db: Db, due: Instant, limit: number): Promise<Key[]> {
  const { rows } = await db.query({ index: "gsi2", pk: OUTBOX, sk: { le: due }, limit, fields: ["gsi2sk"] })
  return rows.map(({ pk, sk }) => ({ pk, sk }))
}

/** A sender that was cut off has its mail for so long; then it is anybody's again. */
const HELD_MS = 60_000

/** Takes a mail to send, so that nobody else does meanwhile. */
export async function claimMail(db: Db, key: Key, due: Instant): Promise<MailRow | undefined> {
  const held = (await db.get(key, { strong: true })) as MailRow | undefined
  if (!held?.gsi2sk || held.gsi2sk > due) return undefined
  const again = retryAt(due, held.attempts)
  const heldUntil = instant(msOf(due) + HELD_MS)
  const claimed = await db.change({
    update: key,
    set: { gsi2sk: again > heldUntil ? again : heldUntil },
    add: { attempts: 1 },
    when: { eq: ["gsi2sk", held.gsi2sk] },
  })
  return claimed === "refused" ? undefined : (claimed as MailRow)
}

/** Notes how a mail ended; refused where it has ended before. */
export const endMail = (
  db: Db,
  { pk, sk }: MailRow,
  state: "sent" | "kept" | "failed",
  endedAt: Instant,
  failure: string | null = null,
): Promise<"done" | "refused"> =>
  db.write({
    update: { pk, sk },
    set: { state, endedAt, failure: failure?.slice(0, FAILURE_CHARACTERS_MAX) ?? null },
    drop: DUE_FIELD_NAMES,
    when: { eq: ["state", "waiting"] },
  })

/** Notes why a try failed: it is tried again, or given up after the last. */
export async function noteMailFailure(
  db: Db,
  row: MailRow,
  failure: string,
  at: Instant,
): Promise<"again" | "givenUp"> {
  if (row.attempts >= ATTEMPTS_MAX) {
    await endMail(db, row, "failed", at, failure)
    return "givenUp"
  }
  await db.write({
    update: { pk: row.pk, sk: row.sk },
    set: { failure: failure.slice(0, FAILURE_CHARACTERS_MAX) },
    when: { all: [{ eq: ["state", "waiting"] }, { eq: ["attempts", row.attempts] }] },
  })
  return "again"
}

/** A page of one month's mails, newest first, from before a position. */
export const mailsOf = (db: Db, month: string, before: string, limit: number): Promise<Found> =>
  db.query({ index: "gsi1", pk: `mails#${month}`, sk: { lt: before }, newestFirst: true, limit })

/** What the API says of a mail. */
export const mailOf = ({ mail, state, attempts, failure, endedAt }: MailRow): Mail => ({
  ...{ ...mail, state, attempts, failure, endedAt },
})
