import { invoke, type Workflow } from "../workflow.ts"

const retry = [
  { ErrorEquals: ["States.ALL"], IntervalSeconds: 2, MaxAttempts: 4, BackoffRate: 2, JitterStrategy: "FULL" },
]
const failed = (reason: string) => ({
  exportId: "{% $exportId %}",
  run: "{% $run %}",
  outcome: "failed",
  reason,
})
const recordFailure = [
  { ErrorEquals: ["States.ALL"], Output: failed("{% $states.errorOutput.Error %}"), Next: "Record the failure" },
]

/** 4 MB each: as much as one file is good for, and fewer steps than Step Functions gives an execution. */
const PARTS_MAX = 2_000
/** An hour for the writing, another for what is joined after it. */
const WRITING_MS_MAX = 3_600_000

/** Writes a list as CSV, a part at a time, until there is no more; joins the parts, and says it is ready, or why not. */
export const exportWorkflow: Workflow = {
  summary: "Writes one requested export to a file and records how it ended.",
  whenItFails: "A requested CSV never becomes ready.",
  definition: {
    Comment: "CSV export",
    QueryLanguage: "JSONata",
    TimeoutSeconds: 7200,
    StartAt: "Take the request",
    States: {
      "Take the request": {
        Type: "Pass",
        Assign: {
          exportId: "{% $states.input.detail.exportId %}",
          run: "{% $states.context.Execution.Id %}",
          startedAt: "{% $millis() %}",
        },
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
          { Condition: "{% $states.input.status = 'notOurs' %}", Next: "Done" },
          { Condition: "{% $states.input.cursor = null %}", Next: "Join the parts" },
          {
            Condition: `{% $states.input.part >= ${PARTS_MAX} %}`,
            Output: failed("tooLarge"),
            Next: "Record the failure",
          },
          {
            Condition: `{% $millis() - $startedAt > ${WRITING_MS_MAX} %}`,
            Output: failed("tooLong"),
            Next: "Record the failure",
          },
        ],
        Default: "Write a page",
      },
      "Join the parts": {
        ...invoke("exportRecord", "{% $states.input %}"),
        TimeoutSeconds: 130,
        Retry: retry,
        Catch: recordFailure,
        Next: "Joined?",
      },
      "Joined?": {
        Type: "Choice",
        Choices: [{ Condition: "{% $states.input.status = 'joining' %}", Next: "Join the parts" }],
        Default: "Done",
      },
      "Record the failure": {
        ...invoke("exportRecord", "{% $states.input %}"),
        TimeoutSeconds: 130,
        Retry: retry,
        End: true,
      },
      Done: { Type: "Succeed" },
    },
  },
}
