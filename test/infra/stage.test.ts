import { describe, expect, test } from "vitest"
import { LOCAL_SECRETS, stageFrom, stageOf } from "../../infra/stage.ts"
import { refuseLocalIn } from "../../infra/synth.ts"

const { reserveConcurrency: _, ...GOOD } = stageFrom("infra/stage.example.json")

describe("the stage file", () => {
  test("the example is right, and concurrency is reserved unless said otherwise", () => {
    expect(stageOf(GOOD)).toEqual({ ...GOOD, reserveConcurrency: true })
  })

  test.each([
    ["name", { name: "AWS" }, "name: 2 to 12 lower-case letters and digits"],
    ["name", { name: "myawsstage" }, "name: 2 to 12 lower-case letters and digits"],
    ["alarmEmail", { alarmEmail: "nobody" }, "alarmEmail: an e-mail address"],
    ["budgetUsd", { budgetUsd: "50" }, "budgetUsd: a number of US dollars"],
    ["budgetUsd", { budgetUsd: 0 }, "budgetUsd: at least 1 US dollar"],
    ["firstAdminEmail", { firstAdminEmail: undefined }, "firstAdminEmail: an e-mail address"],
    [
      "certificate",
      { domain: { name: "console.example.com", certificateArn: "arn:aws:acm:eu-west-1:123456789012:certificate/0a" } },
      "domain.certificateArn: the ARN of an ACM certificate in us-east-1",
    ],
    ["federation", { federation: { name: "Acme", issuer: "http://acme.test" } }, "federation.issuer: an https URL"],
    ["unknown", { stripeSecret: "x" }, "stripeSecret: not a field of a stage"],
    [
      "secret",
      { federation: { name: "Acme", issuer: "https://a.test", clientId: "sk_live_1" } },
      "federation.clientId: looks like a secret",
    ],
  ])("a wrong %s is named with what it should be", (_field, change, message) => {
    expect(() => stageOf({ ...GOOD, ...change })).toThrow(message)
  })

  test("every wrong field is said at once", () => {
    expect(() => stageOf({ ...GOOD, name: "", alarmEmail: "" })).toThrow(/name:.*\n.*alarmEmail:/)
  })

  test("a missing file says what to do", () => {
    expect(() => stageFrom("no-such-stage.json")).toThrow("Copy infra/stage.example.json to stage.json")
  })
})

describe("secrets of one machine", () => {
  test.each(LOCAL_SECRETS)("%s stops a synthesis", (secret) => {
    expect(() => refuseLocalIn({ "flow.json": `{"Value":"${secret}"}` })).toThrow(secret)
  })
})
