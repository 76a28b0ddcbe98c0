import { inGroups } from "../runtime/in-groups.ts"
import { logger } from "../runtime/logger.ts"
import type { Ground } from "../table/ground.ts"
import { claimMail, dueMails, endMail, type MailRow, type NewMail, noteMailFailure } from "../table/mail.ts"

/** Hands a mail to the service that sends it; an error where it does not take it. */
export type Postman = (mail: NewMail) => Promise<void>

const A_LOOK = 50
const AT_ONCE = 4

/** Sends every mail that is due; without a postman they are kept, and nobody gets them. Answers how many it looked at. */
export async function sendMails(
  ground: Ground,
  postman: Postman | undefined,
  until: () => boolean = () => false,
): Promise<number> {
  let looked = 0
  for (;;) {
    const keys = await dueMails(ground.db, ground.clock.due(), A_LOOK)
    const rows = await inGroups(keys, AT_ONCE, async (key) => {
      const row = until() ? undefined : await claimMail(ground.db, key, ground.clock.due())
      if (row) await send(ground, postman, row)
      return row
    })
    const claimed = rows.filter((row) => row !== undefined).length
    looked += claimed
    if (claimed === 0 || until()) return looked
  }
}

async function send({ db, clock }: Ground, postman: Postman | undefined, row: MailRow): Promise<void> {
  if (!postman) return void (await endMail(db, row, "kept", clock.machine()))
  try {
    await postman(row.mail)
  } catch (error) {
    const of = { mailId: row.mail.mailId, attempts: row.attempts }
    const outcome = await noteMailFailure(db, row, String((error as Error).message), clock.machine())
    if (outcome === "givenUp") logger.error("mail given up", { error, of })
    else logger.warn("mail not sent", { error, of })
    return
  }
  await endMail(db, row, "sent", clock.machine())
}
