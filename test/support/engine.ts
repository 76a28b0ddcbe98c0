import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { type Engine, startEngine } from "../../infra/local/engine/engine.ts"
import { openEngineFile } from "../../infra/local/engine/file.ts"
import { createTable } from "../../infra/local/engine/table.ts"
import { LOCAL_CREDENTIALS } from "../../infra/local/environment.ts"
import { TABLE } from "../../infra/river.ts"

/** The real engine with an empty table in a file of its own. */
export interface TestEngine {
  url: string
  table: string
  /** What points an SDK client, or our signed one, to the engine; `url` may be a proxy's. */
  environment(url?: string): Record<string, string>
  /** Ends the engine and removes its file. */
  stop(): Promise<void>
}

/** Starts the engine on a free port; the variables of this process point to it, so that clients made afterwards use it. */
export async function startTestEngine(): Promise<TestEngine> {
  const folder = mkdtempSync(join(tmpdir(), "watchbill-engine-"))
  const file = join(folder, "table.db")
  const engine = await startEngine(file, () => {})
  // An engine that somebody else runs may hold another test's table already.
  const table = { ...TABLE, name: `${TABLE.name}-${process.pid}-${Date.now().toString(36)}` } as unknown as typeof TABLE
  await createTable(engine.url, table)
  indexStreams(engine, table)
  const environment = (url = engine.url) => ({
    AWS_REGION: LOCAL_CREDENTIALS.region,
    AWS_ACCESS_KEY_ID: LOCAL_CREDENTIALS.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: LOCAL_CREDENTIALS.credentials.secretAccessKey,
    AWS_ENDPOINT_URL_DYNAMODB: url,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: url,
  })
  Object.assign(process.env, environment())
  return {
    url: engine.url,
    table: table.name,
    environment,
    async stop() {
      await engine.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Without these indexes every write scans the whole stream. */
function indexStreams(engine: Engine, table: typeof TABLE): void {
  if (engine.file) openEngineFile(engine.file, table).close()
}
