import type { FunctionSpec } from "../functions.ts"
import type * as described from "../river.ts"
import { assemble } from "./assemble.ts"

/** infra/river.ts, or another description of the same form (tests). */
export type River = Pick<typeof described, "TABLE" | "SOCKET" | "WORKFLOWS"> & {
  FUNCTIONS: Record<string, FunctionSpec>
  ROUTES: readonly described.Route[]
  READERS: readonly described.Reader[]
  SCHEDULES: readonly described.ScheduleSpec[]
  RULES: readonly described.Rule[]
}

export interface RiverOptions {
  dataDir: string
  /** 0 means any free port. */
  port?: number
  /** No demo data. */
  empty?: boolean
  /** Forget the data folder first. */
  fresh?: boolean
  /** Sets the business clock and holds it. */
  now?: string | undefined
  /** Told, in sentences, what a person at the terminal should know. */
  say?: (sentence: string) => void
  /** Told what functions throw. */
  onFailure?: (name: string, error: unknown) => void
  /** Puts a proxy before the engine, for functions only: gets the engine's address and answers its own. */
  faults?: (engineUrl: string) => Promise<{ url: string; stop(): Promise<void> }>
  /** Another river than ours, with its functions already built into a folder. */
  other?: { river: River; built: string }
}

/** The running river. */
export interface RunningRiver {
  url: string
  /** Resolves when nothing moves any more: what tests wait for instead of a time. */
  settled(): Promise<void>
  /** An access token of a person; throws for an unknown one. */
  token(email: string, options?: { stale?: boolean }): Promise<string>
  stop(): Promise<void>
}

/** Starts everything that AWS would run, in one process around one database engine. Resolves when pages answer. */
export async function startRiver(options: RiverOptions): Promise<RunningRiver> {
  const stops: (() => unknown)[] = []
  const stop = async () => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    return { ...(await assemble(options, (end) => stops.push(end))), stop }
  } catch (error) {
    await stop()
    throw error
  }
}
