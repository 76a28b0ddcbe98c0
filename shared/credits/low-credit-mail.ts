import { decimalOf } from "../money.ts"
import { armsAgainAbove, type Crossing } from "./low-credit.ts"

const CENT_MICROS = 10_000
const usd = (micros: number): string =>
  `${micros < 0 ? "-" : ""}$${decimalOf(Math.abs(Math.trunc(micros / CENT_MICROS)), "usd")}`

/** The mail that tells an organization's owners of thresholds that its balance fell below: the lowest of them is its subject. */
export function lowCreditMail(
  name: string,
  crossings: readonly Crossing[],
  page: string,
): { subject: string; text: string } {
  const lowest = crossings.reduce((one, other) => (other.amountMicros < one.amountMicros ? other : one))
  const { balanceMicros, at } = crossings.at(-1)!
  const plain = name.replaceAll(/\p{Cc}+/gu, " ")
  return {
    subject: `Credits of ${plain} are below ${usd(lowest.amountMicros)}`,
    text: [
      `The credits of ${plain} fell below ${crossings.map(({ amountMicros }) => usd(amountMicros)).join(" and ")}.`,
      `The balance was ${usd(balanceMicros)} at ${at.slice(0, 16).replace("T", " ")} UTC.`,
      "",
      `You are told once. The next mail about ${usd(lowest.amountMicros)} comes after the balance was above ${usd(armsAgainAbove(lowest.amountMicros))} again.`,
      "",
      `Thresholds are set by an owner: ${page}`,
    ].join("\n"),
  }
}
