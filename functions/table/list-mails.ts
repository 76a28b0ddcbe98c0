import type { Mail } from "#shared/contract/outbox.ts"
import { MAIL_LIFE_DAYS } from "#shared/mail-life.ts"
import { DAY_MS, type Instant, instant, msOf } from "#shared/time.ts"
import type { Db } from "./db.ts"
import { monthsBack } from "./list-access.ts"
import { type MailRow, mailOf, mailsOf } from "./mail.ts"

/** Mails that are kept, newest first, month by month, from before a position. */
export async function listMails(
  db: Db,
  now: Instant,
  limit: number,
  position: string | undefined,
): Promise<{ items: Mail[]; before: string | undefined }> {
  const oldest = instant(msOf(now) - MAIL_LIFE_DAYS * DAY_MS)
  const rows: MailRow[] = []
  for (const month of monthsBack(position ?? now, oldest)) {
    const found = await mailsOf(db, month, position ?? "~", limit + 1 - rows.length)
    rows.push(...(found.rows as MailRow[]).filter(({ mail }) => mail.at >= oldest))
    if (rows.length > limit) break
  }
  const items = rows.slice(0, limit)
  return { items: items.map(mailOf), before: rows.length > limit ? items.at(-1)?.gsi1sk : undefined }
}
