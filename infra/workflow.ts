import type { FunctionName } from "./functions.ts"

/**
 * A Step Functions definition in JSONata, said once for AWS and for this machine.
 * A Task names its function as `${functionName}`; CDK substitutes the ARN, the local interpreter the handler.
 */
export interface Workflow {
  /** One sentence: what it does and how it ends. */
  summary: string
  /** What a person notices when it fails; the alarm's text. */
  whenItFails: string
  definition: {
    Comment: string
    QueryLanguage: "JSONata"
    TimeoutSeconds: number
    StartAt: string
    States: Record<string, State>
  }
}

export interface State {
  Type: "Task" | "Pass" | "Choice" | "Wait" | "Map" | "Parallel" | "Succeed" | "Fail"
  [field: string]: unknown
}

/** Calls one of our functions; the payload is what its handler gets. */
export const invoke = (to: FunctionName, payload: Record<string, unknown> | string) => ({
  Type: "Task" as const,
  Resource: "arn:aws:states:::lambda:invoke",
  Arguments: { FunctionName: `\${${to}}`, Payload: payload },
  Output: "{% $states.result.Payload %}",
})
