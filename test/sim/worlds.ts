import { accounts } from "./world-accounts.ts"
import { commands } from "./world-commands.ts"
import { directory, userDirectory } from "./world-directory.ts"
import { inbox } from "./world-inbox.ts"
import { ledger } from "./world-ledger.ts"
import { payments } from "./world-payments.ts"
import { schedules } from "./world-schedules.ts"
import { health, sessions, telemetry } from "./world-telemetry.ts"
import type { World } from "./world.ts"

/** Every world. */
export const WORLDS: readonly World[] = [
  telemetry,
  sessions,
  inbox,
  directory,
  userDirectory,
  commands,
  schedules,
  health,
  payments,
  ledger,
  accounts,
]
