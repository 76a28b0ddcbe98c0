/** What docs/api.md says of the catalog's door. */
export const CATALOG_SECTION = `## Reading the catalog

\`GET /v1/catalog\` tells the product its providers and models, with the same ingest keys as events. It answers 200 with an \`ETag\`; asked again with that in \`If-None-Match\` it answers 304 while nothing it says has changed. A change, or a price that begins, stands in the next answer. 401 and 429 as above.

\`\`\`
curl -i http://localhost:4400/v1/catalog -H 'authorization: Bearer wbk_local'
\`\`\`

| field | what it says |
|---|---|
| providers [id, name, isEnabled, rateLimits {requestsPerMinute, tokensPerMinute}] | a provider by the name that usage events give it; a limit of null is none |
| models [provider, name] | a model by the names that usage events give it and its provider |
| models [contextWindowTokens, features, plans] | how much it reads at once, null where nobody said; what it can do; the plans it is for |
| models [isAvailable] | whether it may be used at all; never while its provider is switched off |
| models [prices [effectiveFrom, inputMicrosPerMillion, outputMicrosPerMillion, cachedMicrosPerMillion]] | the price in force, if one is, then those to come: integer micro-dollars of a million tokens |

A \`usage.recorded\` that tells none of \`inputCostUsd\`, \`outputCostUsd\`, \`cachedCostUsd\` and \`discountUsd\`, and a span that tells no cost, is priced from the catalog in force at its own time; it is kept with \`pricedBy: "catalog"\`, \`priceFrom\` (which price it was) and, where one was taken off, \`usageDiscount\`. docs/metrics.md says how, under "Price of a call".
`
