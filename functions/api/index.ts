import httpRouter from "@middy/http-router"
import { Refusal } from "#shared/refusal.ts"
import { secret } from "../runtime/aws.ts"
import { compressed } from "../runtime/compressed.ts"
import { sameText } from "../runtime/digest.ts"
import { env } from "../runtime/env.ts"
import { type HttpAnswer, type HttpEvent, http } from "../runtime/http.ts"
import { s3Files } from "../table/files.ts"
import { openGround } from "../table/ground.ts"
import { signedDb } from "../table/signed.ts"
import { auditRoutes } from "./audit.ts"
import { boardRoutes } from "./board.ts"
import { catalogRoutes } from "./catalog.ts"
import { creditAlertRoutes } from "./credit-alerts.ts"
import { creditRoutes } from "./credits.ts"
import { discountRoutes } from "./discounts.ts"
import { disputeRoutes } from "./disputes.ts"
import { exportRoutes } from "./exports.ts"
import { failedPaymentRoutes } from "./failed-payments.ts"
import { generationRoutes } from "./generations.ts"
import { ingestKeyRoutes } from "./ingest-keys.ts"
import { logRoutes } from "./logs.ts"
import { memberRoutes } from "./members.ts"
import { meRoutes } from "./me.ts"
import { metricsRoutes } from "./metrics.ts"
import { movementRoutes } from "./movements.ts"
import { organizationRoutes } from "./organizations.ts"
import { outboxRoutes } from "./outbox.ts"
import { overviewRoutes } from "./overview.ts"
import { reconciliationRoutes } from "./reconciliation.ts"
import { sessionRoutes } from "./sessions.ts"
import { planRoutes } from "./plans.ts"
import { settingsRoutes } from "./settings.ts"
import { spendAlertRoutes } from "./spend-alerts.ts"
import { spendRoutes } from "./spend.ts"
import { subscriptionRoutes } from "./subscriptions.ts"
import { transactionRoutes } from "./transactions.ts"
import { userRoutes } from "./users.ts"
import { viewRoutes } from "./views.ts"
import { webhookRoutes } from "./webhooks.ts"

const ground = openGround(signedDb(env("TABLE_NAME")), s3Files(env("FILES_BUCKET")))
const secrets = async () => JSON.parse(await secret(env("SECRETS_SESSION"))) as { cursor: string; origin: string }
const cursorSecret = async () => (await secrets()).cursor

/** Every page's data, in the order of the console's menu. */
const router = httpRouter<HttpEvent, HttpAnswer>({
  routes: [
    ...meRoutes(ground),
    ...overviewRoutes(ground),
    ...organizationRoutes(ground, cursorSecret),
    ...memberRoutes(ground),
    ...userRoutes(ground, cursorSecret),
    ...logRoutes(ground, cursorSecret),
    ...boardRoutes(ground),
    ...sessionRoutes(ground, cursorSecret),
    ...metricsRoutes(ground),
    ...generationRoutes(ground, cursorSecret),
    ...spendRoutes(ground),
    ...spendAlertRoutes(ground),
    ...creditRoutes(ground, cursorSecret),
    ...creditAlertRoutes(ground),
    ...movementRoutes(ground, cursorSecret),
    ...transactionRoutes(ground, cursorSecret),
    ...subscriptionRoutes(ground, cursorSecret),
    ...discountRoutes(ground, cursorSecret),
    ...failedPaymentRoutes(ground),
    ...disputeRoutes(ground, cursorSecret),
    ...reconciliationRoutes(ground),
    ...webhookRoutes(ground, cursorSecret),
    ...auditRoutes(ground, cursorSecret),
    ...exportRoutes(ground),
    ...catalogRoutes(ground),
    ...settingsRoutes(ground),
    ...planRoutes(ground),
    ...ingestKeyRoutes(ground, cursorSecret),
    ...outboxRoutes(ground, cursorSecret),
    ...viewRoutes(ground),
  ],
  notFoundResponse: () => {
    throw new Refusal("missing", "There is no such endpoint")
  },
})

export const handler = http(async (event: HttpEvent, context) => {
  if (!sameText(event.headers["x-origin-secret"] ?? "", (await secrets()).origin))
    throw new Refusal("forbidden", "Come in through the front door")
  const answer = (await router(event, context, { signal: new AbortController().signal })) as HttpAnswer
  return compressed(event, answer)
})
