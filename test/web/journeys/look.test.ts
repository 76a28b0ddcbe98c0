import { setTimeout as pause } from "node:timers/promises"
import { beforeAll, describe } from "vitest"
import { accessibilityJourneys } from "./accessibility.ts"
import { ADMIN, NOW, openHouse } from "./house.ts"
import { pictureJourneys } from "./pictures.ts"

const FILL_MS_MAX = 240_000

// The README shows a console of its day: its clock agrees with when its deliveries came.
const house = openHouse({ empty: false, now: process.env["UPDATE_PICTURES"] ? new Date().toISOString() : NOW })
beforeAll(async () => {
  const river = house.river()
  const filling = async () => (await river.call("GET", "/api/me", { as: ADMIN })).body.console.filling
  while ((await filling()) !== null) await pause(250)
  // Everything that the fill left to fold is due within moments: nobody shall wait for it while they look.
  const told = async () => (await river.call("GET", "/api/overview?days=90", { as: ADMIN })).body
  do await river.advance(3_000)
  while (((await told()).platform?.tokens30d ?? 0) === 0)
  const request = { list: "organizations", filter: { plan: "pro", sort: "name", order: "asc" } }
  await river.call("POST", "/api/exports", {
    as: ADMIN,
    body: { request },
    headers: { "idempotency-key": crypto.randomUUID() },
  })
  await river.settled()
}, FILL_MS_MAX)

describe("pictures", () => pictureJourneys(house))
describe("accessibility", () => accessibilityJourneys(house))
