/** Models that the demo's organizations call; `cents` is what a million tokens cost: input, output, cached; `weight` how often one is called. */
export const MODELS = [
  { provider: "northlight", model: "heron-large", cents: [300, 1_500, 30], weight: 5 },
  { provider: "northlight", model: "heron-small", cents: [80, 400, 8], weight: 9 },
  { provider: "quarry", model: "slate-2", cents: [125, 1_000, 13], weight: 4 },
  { provider: "quarry", model: "slate-2-vision", cents: [250, 1_000, 25], weight: 2 },
] as const
