import type { Definition } from "../revenue/definitions.ts"

export const CATALOG_DEFINITIONS = {
  callPrice: {
    title: "Price of a call",
    definition:
      "A call that tells neither a cost nor a discount is priced when it arrives, by the price of its provider's model that was in force at the call's own time; without a provider by the only model of its name that had one. Tokens of each kind × the price of a million ÷ 1,000,000, each kind rounded half up to the micro-dollar. The highest usage discount that was valid then is taken off their sum, rounded likewise, and counts as discount. A price, and a discount, begins at the earliest 15 minutes after it is set and is never changed from then on, so that a call costs the same whenever it is told again. A call that has no price then stays without a cost.",
    window: "The moment of the call.",
    source: "The catalog, and usage events that tell no cost.",
    cubes: ["usage"],
  },
} as const satisfies Record<string, Definition>
