import { ACCOUNT_VARIANTS } from "./account-variants.ts"
import { COMMAND_VARIANTS } from "./command-variants.ts"
import { FOLD_VARIANTS } from "./fold-variants.ts"
import { INBOX_VARIANTS } from "./inbox-variants.ts"
import { LEDGER_VARIANTS } from "./ledger-variants.ts"
import { PAYMENT_VARIANTS } from "./payment-variants.ts"
import { TELEMETRY_VARIANTS } from "./telemetry-variants.ts"
import type { Variant } from "../steps.ts"

/** Everything that is done wrong on purpose. The simulator must catch each. */
export const VARIANTS: readonly Variant[] = [
  ...FOLD_VARIANTS,
  ...TELEMETRY_VARIANTS,
  ...INBOX_VARIANTS,
  ...COMMAND_VARIANTS,
  ...PAYMENT_VARIANTS,
  ...LEDGER_VARIANTS,
  ...ACCOUNT_VARIANTS,
]
