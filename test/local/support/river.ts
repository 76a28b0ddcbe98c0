import { existsSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { buildFunctions } from "../../../infra/build.ts"
import type { River } from "../../../infra/local/river.ts"
import type { FunctionSpec } from "../../../infra/functions.ts"
import { SOCKET, TABLE } from "../../../infra/river.ts"
import { invoke } from "../../../infra/workflow.ts"

const spec = (code: string): FunctionSpec => ({ code, whenItFails: "", grants: [], timeoutSeconds: 10, memoryMb: 128 })
const names = (name: string) => name as never

/** A river of four small functions: a note goes in at the door, along the stream, over the bus, through a workflow, and out as done. */
const river: River = {
  TABLE,
  SOCKET,
  FUNCTIONS: { door: spec("door"), reader: spec("reader"), task: spec("task"), live: spec("live") },
  ROUTES: [
    { method: "POST", path: "/v1/notes", to: names("door"), auth: "signature" },
    { method: "GET", path: "/v1/notes", to: names("door"), auth: "signature" },
    { method: "GET", path: "/v1/fail", to: names("door"), auth: "signature" },
    { method: "POST", path: "/echo/{first}/{rest+}", to: names("door"), auth: "signature" },
    { method: "GET", path: "/api/me", to: names("door"), auth: "jwt" },
  ],
  READERS: [{ to: names("reader"), kinds: ["note"], batchSize: 10, batchWindowSeconds: 0, retriesMax: 10 }],
  SCHEDULES: [{ name: "daily", expression: "cron(35 2 * * ? *)", zone: "UTC", to: names("task"), job: "daily" }],
  RULES: [{ name: "note-kept", pattern: { source: ["test"] }, to: { workflow: "note" } }],
  WORKFLOWS: {
    note: {
      summary: "",
      whenItFails: "",
      definition: {
        Comment: "",
        QueryLanguage: "JSONata",
        TimeoutSeconds: 600,
        StartAt: "Ask",
        States: {
          Ask: {
            Type: "Task",
            Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
            Arguments: {
              FunctionName: "${task}",
              Payload: {
                note: "{% $states.input.detail.note & ' asked' %}",
                token: "{% $states.context.Task.Token %}",
              },
            },
            Output: "{% $states.input.detail.note %}",
            Next: "Pause",
          },
          Pause: { Type: "Wait", Seconds: 0.05, Next: "Do" },
          Do: { ...invoke(names("task"), { note: "{% $states.input %}" }), End: true },
        },
      },
    },
  },
}

/** The small river with its functions built into a folder, once. */
export async function otherRiver(folder: string): Promise<{ river: River; built: string }> {
  const built = join(folder, "built")
  if (!existsSync(built))
    await buildFunctions(river.FUNCTIONS, built, fileURLToPath(new URL("./functions", import.meta.url)))
  return { river, built }
}
