/** What docs/api.md says of the credits that products ask for. */
export const CREDITS_SECTION = `## Asking for credits

\`GET /v1/organizations/{organizationId}/credits\` tells the product what an organization has left, as its ledger stands this moment, so that it can turn a call away before it is made. It takes the same ingest keys as events: the platform's for every organization, an organization's for its own. 404 for any other, 401 and 429 as above.

\`\`\`
curl http://localhost:4400/v1/organizations/org_acme/credits -H 'authorization: Bearer wbk_local'
\`\`\`

| field | what it says |
|---|---|
| balanceMicros, grantedMicros | what is left, and what was ever granted, in micro-dollars; usage of the running hour is not taken off yet, and may take the balance below zero |
| entryCount | how many entries the ledger has: the same number is the same balance |
| plan, devPlan, status | as the directory has them |
| asOf | when it was read |
`
