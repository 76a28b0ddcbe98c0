import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { describe, expect, test, vi } from "vitest"
import type { Account } from "../../infra/account/aws.ts"
import { checkAccount } from "../../infra/account/checks.ts"
import { headersOf, pagesIn, putPages } from "../../infra/account/pages.ts"
import { askDoors, askStripeKey, fillSession } from "../../infra/account/secrets.ts"
import { stageFrom } from "../../infra/stage.ts"

const STAGE = stageFrom("infra/stage.example.json")

/** An account in memory: secrets by name, a bucket as a list of keys in the order they came. */
function account(secrets: Record<string, Record<string, unknown>>, limit = 1000, isPrepared = true) {
  const put: string[] = []
  const it: Account = {
    id: "123456789012",
    region: "eu-west-1",
    async json(service, target, body) {
      const { SecretId: name, SecretString: text } = body as { SecretId: string; SecretString?: string }
      if (service === "ssm") return isPrepared ? {} : undefined
      if (target.endsWith("PutSecretValue")) {
        secrets[name] = JSON.parse(text!)
        return { VersionId: "new" }
      }
      return secrets[name] && { SecretString: JSON.stringify(secrets[name]), VersionId: "old" }
    },
    get: async () => ({ AccountLimit: { ConcurrentExecutions: limit } }),
    async put(_bucket, key) {
      put.push(key)
    },
  }
  return { it, put, secrets }
}

describe("session secrets", () => {
  test("what is missing is made, what is there stays", async () => {
    const { it, secrets } = account({ "watchbill-main/session": { origin: "as-it-was" } })
    expect(await fillSession(it, "watchbill-main")).toBe("new")
    const { cookie, cursor, origin } = secrets["watchbill-main/session"]!
    expect(origin).toBe("as-it-was")
    for (const made of [cookie, cursor]) expect(made).toMatch(/^[\w-]{43}$/)
    expect(cookie).not.toBe(cursor)
  })

  test("complete ones are left alone", async () => {
    const whole = { cookie: "a", cursor: "b", origin: "c" }
    const { it, secrets } = account({ "watchbill-main/session": whole })
    expect(await fillSession(it, "watchbill-main")).toBe("old")
    expect(secrets["watchbill-main/session"]).toEqual(whole)
  })

  test("Keep has to be there first", async () => {
    await expect(fillSession(account({}).it, "watchbill-main")).rejects.toThrow("watchbill-main/session is missing")
  })
})

describe("door secrets", () => {
  test.each(["whsec_local", "sentry_local"])("%s stops the deployment", async (secret) => {
    const { it } = account({ "watchbill-main/doors": { stripe: ["whsec_abcdefghijklmnopqrst", secret] } })
    await expect(askDoors(it, "watchbill-main", "https://c.test", false)).rejects.toThrow(
      `holds ${secret}, which everybody knows`,
    )
  })

  test("where nobody can be asked, the door stands ready and shut", async () => {
    const { it, secrets } = account({ "watchbill-main/doors": { unused: "x" } })
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true)
    await askDoors(it, "watchbill-main", "https://c.test", false)
    const told = write.mock.calls.join("")
    write.mockRestore()
    expect(secrets["watchbill-main/doors"]).toEqual({ stripe: [] })
    expect(told).toContain("https://c.test/webhooks/stripe")
  })
})

describe("the key that Stripe is asked with", () => {
  const told = async (held: Record<string, unknown>) => {
    const { it, secrets } = account({ "watchbill-main/stripe": held })
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true)
    await askStripeKey(it, "watchbill-main", false)
    const said = write.mock.calls.join("")
    write.mockRestore()
    return { said, held: secrets["watchbill-main/stripe"] }
  }

  test("is asked for while there is none, and what it may do is said", async () => {
    const { said, held } = await told({ unused: "x" })
    expect(said).toMatch(/restricted key that may read customers[^]*stay pending/)
    expect(held).toEqual({ unused: "x" })
  })

  test("is left alone where there is one, unless it is the sandbox's", async () => {
    const apiKey = ["rk", "live", "0123456789abcdefghij"].join("_")
    expect(await told({ apiKey })).toEqual({ said: "", held: { apiKey } })
    await expect(told({ apiKey: "rk_sandbox" })).rejects.toThrow("holds rk_sandbox, which everybody knows")
  })
})

describe("an account that cannot take the console says so first", () => {
  test("not prepared for CDK", async () => {
    await expect(checkAccount(account({}, 1000, false).it, STAGE)).rejects.toThrow(
      "npx cdk bootstrap aws://123456789012/eu-west-1",
    )
  })

  test("too few functions at once to reserve some", async () => {
    await expect(checkAccount(account({}, 10).it, STAGE)).rejects.toThrow('"reserveConcurrency": false')
    await expect(checkAccount(account({}, 10).it, { ...STAGE, reserveConcurrency: false })).resolves.toBeUndefined()
    await expect(checkAccount(account({}, 1000).it, STAGE)).resolves.toBeUndefined()
  })
})

describe("pages", () => {
  const folder = mkdtempSync(join(tmpdir(), "watchbill-pages-"))
  mkdirSync(join(folder, "assets"))
  for (const file of ["index.html", ".sources", "robots.txt", "assets/main-1.js", "assets/z.css"])
    writeFileSync(join(folder, file), file)

  test("what index.html names is there before it is", async () => {
    const { it, put } = account({})
    expect(await putPages(it, "bucket", folder)).toBe(4)
    expect(put.at(-1)).toBe("index.html")
    expect([...put].sort()).toEqual(["assets/main-1.js", "assets/z.css", "index.html", "robots.txt"])
  })

  test("pieces live for ever, index.html not at all", () => {
    expect(headersOf("assets/main-1.js")).toEqual({
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "public, max-age=31536000, immutable",
    })
    expect(headersOf("index.html")["cache-control"]).toBe("no-cache")
    expect(() => headersOf("assets/strange.xyz")).toThrow("knows no type for assets/strange.xyz")
  })

  test("an empty folder is not a web build", () => {
    expect(() => pagesIn(mkdtempSync(join(tmpdir(), "watchbill-empty-")))).toThrow("holds no web build")
  })
})
