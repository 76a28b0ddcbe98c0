import { beforeAll, describe } from "vitest"
import { accessJourneys } from "./access.ts"
import { catalogJourneys } from "./catalog.ts"
import { creditJourneys } from "./credits.ts"
import { discountJourneys } from "./discounts.ts"
import { disputeJourneys } from "./disputes.ts"
import { emptyJourneys } from "./empty.ts"
import { exportJourneys } from "./export.ts"
import { generationJourneys } from "./generations.ts"
import { openHouse } from "./house.ts"
import { ingestKeyJourneys } from "./ingest-keys.ts"
import { keyboardJourneys } from "./keyboard.ts"
import { organizationsJourneys } from "./organizations.ts"
import { metricsJourneys } from "./metrics.ts"
import { overviewJourneys } from "./overview.ts"
import { paletteJourneys } from "./palette.ts"
import { reconciliationJourneys } from "./reconciliation.ts"
import { requestLogJourneys } from "./request-logs.ts"
import { seed } from "./seed.ts"
import { spendJourneys } from "./spend.ts"
import { signInJourneys } from "./sign-in.ts"
import { subscriptionJourneys } from "./subscriptions.ts"
import { transactionJourneys } from "./transactions.ts"
import { usageJourneys } from "./usage.ts"
import { viewsJourneys } from "./views.ts"
import { webhooksJourneys } from "./webhooks.ts"

const house = openHouse({ empty: true })

describe("an empty console", () => emptyJourneys(house))
describe("the overview", () => overviewJourneys(house))
describe("a console with data", () => {
  beforeAll(() => seed(house))
  describe("sign-in", () => signInJourneys(house))
  describe("webhooks", () => webhooksJourneys(house))
  describe("access", () => accessJourneys(house))
  describe("organizations", () => organizationsJourneys(house))
  describe("usage", () => usageJourneys(house))
  describe("request logs", () => requestLogJourneys(house))
  describe("generations", () => generationJourneys(house))
  describe("transactions", () => transactionJourneys(house))
  describe("subscriptions", () => subscriptionJourneys(house))
  describe("discounts", () => discountJourneys(house))
  describe("disputes", () => disputeJourneys(house))
  describe("reconciliation", () => reconciliationJourneys(house))
  describe("metrics", () => metricsJourneys(house))
  describe("spend", () => spendJourneys(house))
  describe("credits", () => creditJourneys(house))
  describe("catalog", () => catalogJourneys(house))
  describe("views", () => viewsJourneys(house))
  describe("ingest keys", () => ingestKeyJourneys(house))
  describe("export", () => exportJourneys(house))
  describe("palette", () => paletteJourneys(house))
  describe("keyboard", () => keyboardJourneys(house))
})
