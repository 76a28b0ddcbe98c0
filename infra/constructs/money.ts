import { CfnBudget } from "aws-cdk-lib/aws-budgets"
import type { Construct } from "constructs"
import { prefixOf, type Stage } from "../stage.ts"

/** Told at these shares of the month's limit: when the money is spent, and when the month is heading beyond it. */
const NOTICES = [
  { notificationType: "ACTUAL", threshold: 80 },
  { notificationType: "ACTUAL", threshold: 100 },
  { notificationType: "FORECASTED", threshold: 100 },
]

/** Tells by e-mail what the whole account costs; it stops nothing. */
export const budget = (scope: Construct, stage: Stage): CfnBudget =>
  new CfnBudget(scope, "Budget", {
    budget: {
      budgetName: `${prefixOf(stage)}-month`,
      budgetType: "COST",
      timeUnit: "MONTHLY",
      budgetLimit: { amount: stage.budgetUsd, unit: "USD" },
    },
    notificationsWithSubscribers: NOTICES.map((notice) => ({
      notification: { ...notice, thresholdType: "PERCENTAGE", comparisonOperator: "GREATER_THAN" },
      subscribers: [{ subscriptionType: "EMAIL", address: stage.alarmEmail }],
    })),
  })
