import { Index } from "solid-js"
import { createStore } from "solid-js/store"
import { isGiftAmount } from "#shared/contract/credits.ts"
import { THRESHOLDS_MAX } from "#shared/credits/low-credit.ts"
import { TextField } from "../../ui/field.tsx"
import { FormDialog } from "../../ui/form-dialog.tsx"
import type { LowCreditDesk } from "./low-credit-desk.ts"

const plain = (text: string): string => text.trim().replace(/^\$/, "").replaceAll(",", "")
const fieldOf = (nth: number): string => `thresholdsUsd.${nth}`

/** The thresholds as they are written: up to three amounts, none for no mail. */
export function LowCreditDialog(props: { desk: LowCreditDesk; written: readonly string[] }) {
  const [amounts, setAmounts] = createStore(
    Array.from({ length: THRESHOLDS_MAX }, (_, nth) => props.written[nth] ?? ""),
  )
  const faultOf = (nth: number): string | undefined => {
    const amount = plain(amounts[nth]!)
    if (amount === "") return undefined
    if (!isGiftAmount(amount)) return "Write dollars above 0 with at most two decimals, as in 25.00, or nothing."
    const isTwice = amounts.slice(0, nth).some((one) => plain(one) !== "" && Number(plain(one)) === Number(amount))
    return isTwice ? "This amount stands above already." : undefined
  }
  return (
    <FormDialog
      title="Low-credit thresholds"
      desk={props.desk}
      button="Set thresholds"
      doing="Setting…"
      act="set the thresholds"
      faults={Object.fromEntries(amounts.map((_, nth) => [fieldOf(nth), faultOf(nth)]))}
      onSend={() => void props.desk.set(amounts.map(plain).filter(Boolean))}
    >
      {(fault) => (
        <Index each={amounts}>
          {(amount, nth) => (
            <TextField
              label={`Threshold ${nth + 1}`}
              problem={fault(fieldOf(nth))}
              help={
                nth === 0 ? "US dollars. Owners are mailed once when the balance falls below it. Empty for none." : ""
              }
              keys="decimal"
              max={20}
              value={amount()}
              onChange={(text) => setAmounts(nth, text)}
            />
          )}
        </Index>
      )}
    </FormDialog>
  )
}
