import { type Store, transact } from "../store.ts"
import type { Workflow } from "../../workflow.ts"

export type Status = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED"

/** One execution of a workflow. It keeps the definition it began with, as on AWS. */
export interface Execution {
  workflow: string
  name: string
  definition: Workflow["definition"]
  input: unknown
  status: Status
  startedAt: string
  stoppedAt?: string
  output?: unknown
  error?: string
  cause?: string
}

/** Where one chain of states stands: written before each state, so that a killed execution goes on with the state it was in. */
export interface Frame {
  state: string
  input: unknown
  variables: Record<string, unknown>
  enteredAt: string
  /** Retries done, by the position of the retrier. */
  retries: Record<number, number>
  /** What was worked out once for this try and must not change when it is taken up again. */
  kept: { arguments?: unknown; items?: unknown[]; token?: string; asked?: true; untilMs?: number; retryAtMs?: number }
  /** The chain's result once it came to its end. */
  output?: { value: unknown }
}

export type Outcome = { output: unknown } | { error: string; cause: string }

/** Executions, their frames and the tokens they wait for. */
export interface WorkflowStore {
  /** False when an execution of that name is there already. */
  begin(execution: Execution): boolean
  get(workflow: string, name: string): Execution | undefined
  running(): Execution[]
  counts(): Record<string, number>
  /** The ending, and with it the end of its frames and tokens. */
  finish(execution: Execution): void
  frame(execution: Execution, path: string): Frame | undefined
  /** Keeps a frame; `alone` forgets what stood inside it before. */
  saveFrame(execution: Execution, path: string, frame: Frame, alone: boolean): void
  openToken(execution: Execution, token: string): void
  /** Keeps what was sent for a token; false when nobody waits for it. */
  settleToken(token: string, outcome: Outcome): boolean
  hasToken(token: string): boolean
  outcomeOf(token: string): Outcome | undefined
  closeToken(token: string): void
}

const KEPT_DAYS = 90

export function openWorkflowStore({ firm, swift }: Store): WorkflowStore {
  firm.exec(`
    CREATE TABLE IF NOT EXISTS executions (
      id TEXT PRIMARY KEY, status TEXT NOT NULL, stopped_at TEXT, body TEXT NOT NULL);
    CREATE INDEX IF NOT EXISTS executions_status ON executions (status);
    CREATE TABLE IF NOT EXISTS frames (
      execution TEXT NOT NULL, path TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (execution, path));
    CREATE TABLE IF NOT EXISTS tokens (token TEXT PRIMARY KEY, execution TEXT NOT NULL, outcome TEXT)
  `)
  const old = new Date(Date.now() - KEPT_DAYS * 86_400_000).toISOString()
  firm.prepare("DELETE FROM executions WHERE stopped_at < ?").run(old)

  const insert = firm.prepare("INSERT INTO executions (id, status, body) VALUES (?, ?, ?) ON CONFLICT DO NOTHING")
  const select = swift.prepare("SELECT body FROM executions WHERE id = ?")
  const selectRunning = swift.prepare("SELECT body FROM executions WHERE status = 'RUNNING'")
  const count = swift.prepare("SELECT status, count(*) AS number FROM executions GROUP BY status")
  const update = swift.prepare("UPDATE executions SET status = ?, stopped_at = ?, body = ? WHERE id = ?")
  const dropFrames = swift.prepare("DELETE FROM frames WHERE execution = ?")
  const dropTokens = swift.prepare("DELETE FROM tokens WHERE execution = ?")
  const selectFrame = swift.prepare("SELECT body FROM frames WHERE execution = ? AND path = ?")
  const dropInside = swift.prepare("DELETE FROM frames WHERE execution = ? AND path LIKE ? || '/%'")
  const upsertFrame = swift.prepare(`
    INSERT INTO frames (execution, path, body) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET body = excluded.body
  `)
  const insertToken = swift.prepare("INSERT INTO tokens (token, execution) VALUES (?, ?) ON CONFLICT DO NOTHING")
  const settle = firm.prepare("UPDATE tokens SET outcome = ? WHERE token = ? AND outcome IS NULL")
  const selectToken = swift.prepare("SELECT outcome FROM tokens WHERE token = ?")
  const dropToken = swift.prepare("DELETE FROM tokens WHERE token = ?")
  const parse = (row: Record<string, unknown>) => JSON.parse(String(row["body"]))

  return {
    begin: (execution) => insert.run(idOf(execution), execution.status, JSON.stringify(execution)).changes === 1,
    get(workflow, name) {
      const row = select.get(idOf({ workflow, name }))
      return row && (parse(row) as Execution)
    },
    running: () => selectRunning.all().map(parse) as Execution[],
    counts: () => Object.fromEntries(count.all().map((row) => [String(row["status"]), Number(row["number"])])),
    finish(execution) {
      const id = idOf(execution)
      transact(swift, () => {
        update.run(execution.status, execution.stoppedAt ?? null, JSON.stringify(execution), id)
        dropFrames.run(id)
        dropTokens.run(id)
      })
    },
    frame(execution, path) {
      const row = selectFrame.get(idOf(execution), path)
      return row && (parse(row) as Frame)
    },
    saveFrame(execution, path, frame, alone) {
      const id = idOf(execution)
      transact(swift, () => {
        if (alone) dropInside.run(id, path)
        upsertFrame.run(id, path, JSON.stringify(frame))
      })
    },
    openToken: (execution, token) => void insertToken.run(token, idOf(execution)),
    settleToken: (token, outcome) => settle.run(JSON.stringify(outcome), token).changes === 1,
    hasToken: (token) => selectToken.get(token) !== undefined,
    outcomeOf(token) {
      const outcome = selectToken.get(token)?.["outcome"]
      return outcome ? (JSON.parse(String(outcome)) as Outcome) : undefined
    },
    closeToken: (token) => void dropToken.run(token),
  }
}

const idOf = ({ workflow, name }: { workflow: string; name: string }) => `${workflow}:${name}`
