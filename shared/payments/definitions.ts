import type { Definition } from "../revenue/definitions.ts"

const SOURCE =
  "Charges, refunds and disputes that Stripe delivered, and their balance transactions, which Stripe is asked for."
const ASKED = "The time asked for, by when the charge was made."

export const TRANSACTION_DEFINITIONS = {
  status: {
    title: "Status of a transaction",
    definition:
      "Failed and pending as Stripe says. Else disputed while a dispute or an inquiry is open, then dispute lost; uncaptured or released where the card was only authorized; refunded or partly refunded by what was given back of what was taken; else paid. Unknown while something is told of a charge that nobody told.",
    window: "As it stands now.",
    source: SOURCE,
    cubes: ["transactions"],
  },
  settled: {
    title: "Settled",
    definition:
      "What the charge brought in the settlement currency: the amounts of its balance transactions. Pending until Stripe was asked; nothing is estimated.",
    window: ASKED,
    source: SOURCE,
    cubes: ["transactions"],
  },
  fx: {
    title: "FX",
    definition:
      "Major units of the settlement currency for one major unit of the charge's currency, from the two amounts, with six digits. It is shown and never used: no amount is made from it.",
    window: "When the charge was settled.",
    source: SOURCE,
    cubes: ["transactions"],
  },
  transactionFee: {
    title: "Fee",
    definition:
      "Fees of all balance transactions of the charge, its refunds and disputes, less those that Stripe gave back.",
    window: ASKED,
    source: SOURCE,
    cubes: ["transactions"],
  },
  net: {
    title: "Net",
    definition:
      "Net of all balance transactions of the charge, its refunds, failed refunds, disputes and their reversals, in the settlement currency: settled + refunds + disputes − fee. Refunds carry their own rate and sometimes give the fee back: what is there is added up.",
    window: ASKED,
    source: SOURCE,
    cubes: ["transactions"],
  },
  converted: {
    title: "Net, converted",
    definition:
      "Net of every settlement currency in the reporting currency, each converted once at the rate in force when the time asked for ends. A missing rate blocks it.",
    window: ASKED,
    source: "The totals, and the exchange rates of the settings.",
    cubes: ["transactions"],
  },
} as const satisfies Record<string, Definition>

const DISPUTE_SOURCE = "Disputes and early fraud warnings that Stripe delivered, as the bank tells them."

export const DISPUTE_DEFINITIONS = {
  daysLeft: {
    title: "Days left",
    definition:
      "Days until an answer is due, begun ones counted whole; hours within the last day. A dash where it is answered or decided, “no response possible” where Stripe names no due time, “missed” where the time is over and nothing was submitted. An inquiry that became a chargeback is to be answered again.",
    window: "As it stands now.",
    source: DISPUTE_SOURCE,
    cubes: [],
  },
  won: {
    title: "Won and lost",
    definition:
      "Of the newest 400 decided disputes, how many chargebacks were won, and how many lost. Inquiries that were closed, and disputes that were prevented, are decided and neither.",
    window: "The newest 400 that are decided.",
    source: DISPUTE_SOURCE,
    cubes: [],
  },
  withdrawn: {
    title: "Settled of a dispute",
    definition:
      "What the dispute did to the balance in the settlement currency: its balance transactions added up, without Stripe's fee. Pending until Stripe was asked; nothing is estimated. An inquiry takes nothing.",
    window: "As it stands now.",
    source: DISPUTE_SOURCE,
    cubes: [],
  },
} as const satisfies Record<string, Definition>
