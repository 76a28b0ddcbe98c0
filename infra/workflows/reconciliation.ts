import { invoke, type Workflow } from "../workflow.ts"

/** What the key may not list is not asked again; all else is, a little later each time. */
const retry = [
  { ErrorEquals: ["NotAllowed"], MaxAttempts: 0 },
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 5, MaxAttempts: 6, BackoffRate: 2, JitterStrategy: "FULL" },
]
const failed = (name: string) => ({ reconciliationId: "{% $reconciliationId %}", run: "{% $run %}", failed: name })
const recordFailure = [
  { ErrorEquals: ["States.ALL"], Output: failed("{% $states.errorOutput.Error %}"), Next: "Record the failure" },
]

const COMPARING_MS_MAX = 6 * 3_600_000

/** Compares page after page with what Stripe lists, repairs what is missing or different, looks again, and says how it ended. */
export const reconciliationWorkflow: Workflow = {
  summary: "Compares what stands here with what Stripe lists, repairs it, and records how that ended.",
  whenItFails: "What webhooks lost is not found: figures may differ from Stripe's until the next comparison.",
  definition: {
    Comment: "Reconciliation with Stripe",
    QueryLanguage: "JSONata",
    TimeoutSeconds: 25_200,
    StartAt: "Take the request",
    States: {
      "Take the request": {
        Type: "Pass",
        Assign: {
          reconciliationId: "{% $states.input.detail.reconciliationId %}",
          run: "{% $states.context.Execution.Id %}",
          startedAt: "{% $millis() %}",
        },
        Output: {
          reconciliationId: "{% $states.input.detail.reconciliationId %}",
          run: "{% $states.context.Execution.Id %}",
        },
        Next: "Compare some pages",
      },
      "Compare some pages": {
        ...invoke("reconcile", "{% $states.input %}"),
        TimeoutSeconds: 130,
        Retry: retry,
        Catch: recordFailure,
        Next: "More pages?",
      },
      "More pages?": {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.status != 'more' %}", Next: "Done" },
          {
            Condition: `{% $millis() - $startedAt > ${COMPARING_MS_MAX} %}`,
            Output: failed("tooLong"),
            Next: "Record the failure",
          },
        ],
        Default: "Compare some pages",
      },
      "Record the failure": {
        ...invoke("reconcile", "{% $states.input %}"),
        TimeoutSeconds: 130,
        Retry: retry,
        End: true,
      },
      Done: { Type: "Succeed" },
    },
  },
}
