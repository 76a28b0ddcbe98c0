import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { IN_FOLDER } from "../../infra/local/folder.ts"
import { openStore } from "../../infra/local/store.ts"
import { startConsole, type TestConsole } from "../support/console.ts"

const dataDir = mkdtempSync(join(tmpdir(), "console-session-"))
let river: TestConsole
beforeAll(async () => {
  river = await startConsole({ dataDir })
})
afterAll(async () => {
  await river.stop()
  rmSync(dataDir, { recursive: true, force: true })
})

/** Signs in as a browser does, through every redirect; answers the session's cookie. */
async function signIn(): Promise<string> {
  const jar = new Map<string, string>()
  let url: string | undefined = `${river.url}/session/sign-in?person=admin@demo.test`
  while (url && !jar.get("__Host-session")) {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ")
    const answer: Response = await fetch(url, { redirect: "manual", headers: { cookie } })
    for (const line of answer.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line)!
      jar.set(name, value)
    }
    const location = answer.headers.get("location")
    url = location ? new URL(location, url).href : undefined
  }
  return `__Host-session=${jar.get("__Host-session")}`
}

const ask = (step: string, cookie: string) =>
  fetch(`${river.url}/session/${step}`, { method: "POST", headers: { cookie, origin: river.url } })
const refreshTokens = () =>
  openStore(join(dataDir, IN_FOLDER.store)).firm.prepare("SELECT id FROM issued WHERE model = 'RefreshToken'").all()
    .length

test("signing out ends the session for every copy of its cookie, here and at the issuer, and no other", async () => {
  const [one, other] = [await signIn(), await signIn()]
  expect((await ask("token", one)).status).toBe(200)
  expect(refreshTokens()).toBe(2)
  const out = await ask("sign-out", one)
  expect(out.status).toBe(200)
  expect(out.headers.get("set-cookie")).toMatch(/^__Host-session=;.*Max-Age=0/)
  expect(refreshTokens()).toBe(1)
  const ended = await ask("token", one)
  expect([ended.status, await ended.json()]).toMatchObject([401, { detail: "This session was ended; sign in again" }])
  expect((await ask("token", other)).status).toBe(200)
})

test("signing out without a session, or twice, is fine", async () => {
  const cookie = await signIn()
  for (const held of [cookie, cookie, "__Host-session=forged", ""])
    expect((await ask("sign-out", held)).status).toBe(200)
})
