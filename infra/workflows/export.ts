import { invoke, type Workflow } from "../workflow.ts"

const retry = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
]
const recordFailure = [
  {
    ErrorEquals: ["States.ALL"],
    Output: {
      exportId: "{% $exportId %}",
      run: "{% $run %}",
      outcome: "failed",
      reason: "{% $states.errorOutput.Error %}",
    },
    Next: "Record the ending",
  },
]

/** Writes a list as CSV, a page at a time, until there are no more pages; then says it is ready, or why not. */
export const exportWorkflow: Workflow = {
  summary: "Writes one requested export to a file and records how it ended.",
  whenItFails: "A requested CSV never becomes ready.",
  definition: {
    Comment: "CSV export",
    QueryLanguage: "JSONata",
    TimeoutSeconds: 3600,
    StartAt: "Take the request",
    States: {
      "Take the request": {
        Type: "Pass",
        Assign: { exportId: "{% $states.input.detail.exportId %}", run: "{% $states.context.Execution.Id %}" },
        Output: {
          exportId: "{% $states.input.detail.exportId %}",
          run: "{% $states.context.Execution.Id %}",
          part: 0,
          rows: 0,
          cursor: null,
        },
        Next: "Write a page",
      },
      "Write a page": {
        ...invoke("exportPage", "{% $states.input %}"),
        TimeoutSeconds: 70,
        Retry: retry,
        Catch: recordFailure,
        Next: "More pages?",
      },
      "More pages?": {
        Type: "Choice",
        Choices: [
          { Condition: "{% $states.input.status = 'notOurs' %}", Next: "Leave it" },
          { Condition: "{% $states.input.cursor != null %}", Next: "Write a page" },
        ],
        Default: "Record the ending",
      },
      "Record the ending": {
        ...invoke("exportRecord", "{% $states.input %}"),
        TimeoutSeconds: 40,
        Retry: retry,
        End: true,
      },
      "Leave it": { Type: "Succeed", Comment: "It ended before, or another execution writes it." },
    },
  },
}
