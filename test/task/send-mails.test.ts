import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { afterEach, expect, test, vi } from "vitest"
import { HOUR_MS, instant, MINUTE_MS, msOf } from "#shared/time.ts"
import { sendMail } from "../../functions/runtime/mail.ts"
import { listMails } from "../../functions/table/list-mails.ts"
import { mailPut, type NewMail } from "../../functions/table/mail.ts"
import { sendMails } from "../../functions/task/send-mails.ts"
import { machine } from "../table/machine.ts"

const NOW = "2026-11-20T14:02:11.000Z"
const mailAt = (nth: number, at = NOW): NewMail => ({
  ...{ mailId: `m_${String(nth).padStart(3, "0")}`, at, to: ["ada@acme.test"], subject: `Low ${nth}`, text: "Low." },
  about: { what: "lowCredit", organizationId: "org_acme" },
})

async function outbox(...mails: NewMail[]) {
  const it = machine(NOW)
  for (const mail of mails) await it.ground.db.transact([mailPut(mail, it.clock.now)])
  return {
    ...it,
    list: async () => (await listMails(it.ground.db, it.clock.now, 50, undefined)).items,
    later: (ms: number) => {
      it.clock.now = instant(msOf(it.clock.now) + ms)
    },
  }
}

afterEach(() => {
  vi.unstubAllEnvs()
})

test("a mail is sent once, and says when", async () => {
  const it = await outbox(mailAt(1))
  const sent: string[] = []
  const postman = async ({ subject }: NewMail) => void sent.push(subject)
  await Promise.all([sendMails(it.ground, postman), sendMails(it.ground, postman)])
  it.later(HOUR_MS)
  expect(await sendMails(it.ground, postman)).toBe(0)
  expect(sent).toEqual(["Low 1"])
  expect(await it.list()).toMatchObject([{ state: "sent", attempts: 1, failure: null, endedAt: NOW }])
})

test("without a sender it is kept, for good", async () => {
  const it = await outbox(mailAt(1))
  expect(await sendMails(it.ground, undefined)).toBe(1)
  it.later(HOUR_MS)
  expect(await sendMails(it.ground, async () => expect.unreachable())).toBe(0)
  expect(await it.list()).toMatchObject([{ state: "kept", endedAt: NOW }])
})

test("what is not taken is tried again, not within a minute, and given up after twenty tries with the reason", async () => {
  const it = await outbox(mailAt(1))
  const postman = async () => Promise.reject(new Error("Email address is not verified."))
  expect(await sendMails(it.ground, postman)).toBe(1)
  expect(await it.list()).toMatchObject([{ state: "waiting", failure: "Email address is not verified." }])
  it.later(MINUTE_MS - 1)
  expect(await sendMails(it.ground, postman)).toBe(0)
  for (let tries = 1; tries < 20; tries++) {
    it.later(HOUR_MS)
    expect(await sendMails(it.ground, postman)).toBe(1)
  }
  expect(await it.list()).toMatchObject([{ state: "failed", attempts: 20, failure: "Email address is not verified." }])
  it.later(HOUR_MS)
  expect(await sendMails(it.ground, postman)).toBe(0)
})

test("the list is newest first over months, page by page, and no older than 90 days", async () => {
  const days = (count: number) => instant(msOf(NOW) - count * 24 * HOUR_MS)
  const it = await outbox(mailAt(1, days(91)), mailAt(2, days(89)), mailAt(3, days(30)), mailAt(4), mailAt(5))
  const pages: string[][] = []
  let before: string | undefined
  do {
    const page = await listMails(it.ground.db, NOW, 2, before)
    pages.push(page.items.map(({ mailId }) => mailId))
    before = page.before
  } while (before !== undefined)
  expect(pages).toEqual([
    ["m_005", "m_004"],
    ["m_003", "m_002"],
  ])
})

test("SES is asked by its own protocol, signed, and its refusal is told in its words", async () => {
  let asked: { path?: string | undefined; service?: string | undefined; body?: unknown } = {}
  let status = 200
  const ses = createServer((request, response) => {
    let text = ""
    request.on("data", (piece) => (text += piece))
    request.on("end", () => {
      const service = /Credential=[^/]+\/\d+\/[^/]+\/(\w+)\//.exec(request.headers.authorization ?? "")?.[1]
      asked = { path: request.url, service, body: JSON.parse(text) }
      response.writeHead(status, { "x-amzn-errortype": "MessageRejected" })
      response.end(JSON.stringify(status === 200 ? { MessageId: "1" } : { message: "Email address is not verified." }))
    })
  })
  await new Promise<void>((ready) => ses.listen(0, "127.0.0.1", ready))
  vi.stubEnv("AWS_ENDPOINT_URL_SESV2", `http://127.0.0.1:${(ses.address() as AddressInfo).port}`)
  await sendMail("console@example.com", mailAt(1))
  expect(asked).toEqual({
    ...{ path: "/v2/email/outbound-emails", service: "ses" },
    body: {
      FromEmailAddress: "console@example.com",
      Destination: { ToAddresses: ["ada@acme.test"] },
      Content: {
        Simple: {
          Subject: { Data: "Low 1", Charset: "UTF-8" },
          Body: { Text: { Data: "Low.", Charset: "UTF-8" } },
        },
      },
    },
  })
  status = 400
  await expect(sendMail("console@example.com", mailAt(1))).rejects.toThrow("Email address is not verified.")
  ses.closeAllConnections()
  ses.close()
})
