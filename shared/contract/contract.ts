import { listAccess } from "./access.ts"
import { listAudit, verifyAudit } from "./audit.ts"
import { readCatalog } from "./catalog.ts"
import {
  createModel,
  createProvider,
  saveModel,
  saveProvider,
  setPrice,
  setProviderKey,
  withdrawPrice,
} from "./catalog-commands.ts"
import { readCreditAlerts, setCreditAlerts } from "./credit-alerts.ts"
import { giftCredits, listCreditEntries, readCredits, verifyCredits } from "./credits.ts"
import {
  createCoupon,
  createPromotionCode,
  deactivatePromotionCode,
  deleteCoupon,
  reactivatePromotionCode,
} from "./discount-commands.ts"
import { listDiscounts, readDiscount } from "./discounts.ts"
import { listDisputes, readDispute } from "./disputes.ts"
import type { Endpoint } from "./endpoint.ts"
import { saveEvidence, stageEvidence, submitEvidence } from "./evidence.ts"
import { listExports, readExport, requestExport } from "./exports.ts"
import {
  createIngestKey,
  createOrganizationIngestKey,
  listIngestKeys,
  listOrganizationIngestKeys,
  revokeIngestKey,
  revokeOrganizationIngestKey,
} from "./ingest-keys.ts"
import { readOrganizationMetrics } from "./metrics.ts"
import { listMembers } from "./members.ts"
import { listMovements, readMovements } from "./movements.ts"
import { createLiveTicket, readMe, readTopics } from "./me.ts"
import { listOrganizations, readOrganization } from "./organizations.ts"
import { readOverview } from "./overview.ts"
import {
  hideMe,
  readBoard,
  readBoardByUser,
  readBoardDays,
  readBoardPrs,
  readBoardRepos,
  readOrganizationBoard,
  readOrganizationBoardByUser,
  readOrganizationBoardDays,
  readOrganizationBoardPrs,
  readOrganizationBoardRepos,
  switchBoard,
} from "./leaderboard.ts"
import { listFailedPayments, retryPayment } from "./failed-payments.ts"
import { listGenerations, readGenerationFigures } from "./generations.ts"
import { listRequestLogs, readRequestLog } from "./request-logs.ts"
import { listOrganizationSessions, listSessions } from "./sessions.ts"
import { listOutbox } from "./outbox.ts"
import { listReconciliations, readReconciliation, startReconciliation } from "./reconciliation.ts"
import { createSpendAlert, deleteSpendAlert, listSpendAlerts } from "./spend-alerts.ts"
import { readSpendCourse, readSpendMonth } from "./spend.ts"
import { readPlans, savePlans } from "./plans.ts"
import { readSettings, saveSettings } from "./settings.ts"
import {
  cancelSubscription,
  changePlan,
  listSubscriptions,
  readSubscription,
  resumeSubscription,
} from "./subscriptions.ts"
import { listTransactions, readTransaction } from "./transactions.ts"
import { createUsageDiscount, endUsageDiscount } from "./usage-discounts.ts"
import { listUsers, readUser } from "./users.ts"
import { changeView, deleteView, listViews, saveView, shareView } from "./views.ts"
import { listDeliveries, readDelivery, replayDelivery } from "./webhooks.ts"

/** Every endpoint of the console, in the order of its menu. What is not here does not exist. */
export const CONTRACT = {
  readMe,
  readOverview,
  listOrganizations,
  readOrganization,
  listMembers,
  listUsers,
  readUser,
  listRequestLogs,
  readRequestLog,
  readBoard,
  readBoardDays,
  readBoardByUser,
  readBoardRepos,
  readBoardPrs,
  readOrganizationBoard,
  readOrganizationBoardDays,
  readOrganizationBoardByUser,
  readOrganizationBoardRepos,
  readOrganizationBoardPrs,
  switchBoard,
  hideMe,
  listSessions,
  listOrganizationSessions,
  readOrganizationMetrics,
  listGenerations,
  readGenerationFigures,
  readSpendCourse,
  readSpendMonth,
  listSpendAlerts,
  createSpendAlert,
  deleteSpendAlert,
  readCredits,
  listCreditEntries,
  verifyCredits,
  giftCredits,
  readCreditAlerts,
  setCreditAlerts,
  readMovements,
  listMovements,
  listTransactions,
  readTransaction,
  listSubscriptions,
  readSubscription,
  cancelSubscription,
  resumeSubscription,
  changePlan,
  listDiscounts,
  readDiscount,
  createCoupon,
  createPromotionCode,
  deactivatePromotionCode,
  reactivatePromotionCode,
  deleteCoupon,
  listFailedPayments,
  retryPayment,
  listDisputes,
  readDispute,
  saveEvidence,
  stageEvidence,
  submitEvidence,
  listReconciliations,
  readReconciliation,
  startReconciliation,
  listDeliveries,
  readDelivery,
  replayDelivery,
  listAudit,
  verifyAudit,
  listAccess,
  requestExport,
  listExports,
  readExport,
  readCatalog,
  createProvider,
  saveProvider,
  setProviderKey,
  createModel,
  saveModel,
  setPrice,
  withdrawPrice,
  createUsageDiscount,
  endUsageDiscount,
  readSettings,
  saveSettings,
  readPlans,
  savePlans,
  listOutbox,
  listIngestKeys,
  createIngestKey,
  revokeIngestKey,
  listOrganizationIngestKeys,
  createOrganizationIngestKey,
  revokeOrganizationIngestKey,
  listViews,
  saveView,
  changeView,
  shareView,
  deleteView,
  createLiveTicket,
  readTopics,
} satisfies Record<string, Endpoint>
export type EndpointName = keyof typeof CONTRACT
