import { readFileSync } from "node:fs"
import * as z from "zod/mini"
import { CONTRACT } from "#shared/contract/contract.ts"
import type { Endpoint, Who } from "#shared/contract/endpoint.ts"
import { FAMILY_OF_TYPE } from "#shared/cube/family.ts"
import { EVENT_DATA } from "#shared/usage/event-data.ts"
import { BECOMES, EVENT_RULES } from "./api-events.ts"
import { CATALOG_SECTION } from "./api-catalog.ts"
import { CREDITS_SECTION } from "./api-credits.ts"
import { SPANS_SECTION } from "./api-spans.ts"

const ENDPOINTS = Object.entries(CONTRACT) as unknown as [string, Endpoint][]

const schemaOf = (schema: z.ZodMiniType, io: "input" | "output") => {
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" }) as Record<string, unknown>
  return rest as { properties?: Record<string, unknown>; required?: string[] }
}

const callers = ({ staff, members, anyone }: Who): string =>
  anyone
    ? "anyone signed in"
    : [...staff.map((role) => `staff ${role}`), ...members.map((role) => `organization ${role}`)].join(", ")

const FRESH = {
  everybody: " Needs a sign-in not older than five minutes.",
  staff: " Of staff it needs a sign-in not older than five minutes.",
}

/** The contract as an OpenAPI 3.1 document. */
export function openApi(): Record<string, unknown> {
  const paths: Record<string, Record<string, unknown>> = {}
  for (const [name, endpoint] of ENDPOINTS) {
    const { method, path, summary, input, output, status = 200, who, shows, idempotent, freshSignIn } = endpoint
    const { properties = {}, required = [] } = schemaOf(input, "input")
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
    const others = Object.keys(properties).filter((field) => !inPath.includes(field))
    const parameters = [
      ...inPath.map((field) => ({
        name: field,
        in: "path",
        required: true,
        schema: properties[field] ?? { type: "string" },
      })),
      ...(method === "GET"
        ? others.map((field) => ({
            name: field,
            in: "query",
            required: required.includes(field),
            schema: properties[field],
          }))
        : []),
      ...(idempotent ? [{ name: "Idempotency-Key", in: "header", required: true, schema: { type: "string" } }] : []),
    ]
    const body = Object.fromEntries(others.map((field) => [field, properties[field]]))
    paths[path] ??= {}
    paths[path][method.toLowerCase()] = {
      operationId: name,
      summary,
      description: `For ${callers(who)}.${shows.length > 0 ? ` Shows what is ${shows.join(" and ")}: staff's reading is logged as access.` : ""}${freshSignIn ? FRESH[freshSignIn] : ""}`,
      security: [{ accessToken: [] }],
      ...(parameters.length > 0 ? { parameters } : {}),
      ...(method !== "GET" && others.length > 0
        ? {
            requestBody: {
              required: true,
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: body,
                    required: required.filter((field) => others.includes(field)),
                  },
                },
              },
            },
          }
        : {}),
      responses: {
        [status]: {
          description: "The answer.",
          content: { "application/json": { schema: schemaOf(output, "output") } },
        },
        "4XX": {
          description: "What is wrong, where, and what would be right.",
          content: { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } },
        },
      },
    }
  }
  const text = { type: "string" }
  const problem = {
    type: "object",
    properties: {
      title: text,
      status: { type: "integer" },
      code: text,
      detail: text,
      where: text,
      wanted: text,
      requestId: text,
    },
  }
  return {
    openapi: "3.1.0",
    info: { title: "Watchbill", version: "1" },
    paths,
    components: {
      schemas: { Problem: problem },
      securitySchemes: { accessToken: { type: "http", scheme: "bearer", bearerFormat: "JWT" } },
    },
  }
}

interface Fields {
  properties?: Record<string, unknown>
  required?: string[]
}
const fieldsOf = (schema: z.ZodMiniType): string => written(schemaOf(schema, "input"))

const written = ({ properties = {}, required = [] }: Fields): string =>
  Object.entries(properties)
    .map(([field, its]) => (required.includes(field) ? `**${field}**` : field) + ofEach(its as Listed))
    .join(", ")

/** The fields of each thing of a list, behind the list's name. */
interface Listed {
  items?: Fields
  anyOf?: Listed[]
}
function ofEach({ items, anyOf = [] }: Listed): string {
  const each = items ?? anyOf.find((one) => one.items)?.items
  return each?.properties ? ` [${written(each)}]` : ""
}

/** The API as a page: doors first, then every endpoint. */
export function apiPage(): string {
  const rows = ENDPOINTS.map(
    ([, { method, path, summary, who, shows, input }]) =>
      `| \`${method} ${path}\` | ${summary} | ${fieldsOf(input) || "–"} | ${shows.join(", ") || "–"} | ${callers(who)} |`,
  )
  const events = Object.keys(FAMILY_OF_TYPE).map(
    (type) =>
      `| \`${type}\` | ${fieldsOf(EVENT_DATA[type as keyof typeof EVENT_DATA])} | ${BECOMES[type as keyof typeof BECOMES]} |`,
  )
  return `# The API

Made from the contract (\`shared/contract/contract.ts\`) and the event schemas (\`shared/usage/event-data.ts\`); the same as OpenAPI stands in openapi.json. Fields in bold are required. Errors of the console are \`application/problem+json\` (those of API Gateway before it, for a missing or expired token or an unknown path, are \`{"message"}\`) with \`code\`, \`detail\`, and where it helps \`where\` and \`wanted\`.

## Sending events

\`POST /v1/events\` takes CloudEvents 1.0 as JSON: one (\`application/cloudevents+json\`) or up to 500 (\`application/cloudevents-batch+json\`, at most 256 KB, gzip accepted), with \`Authorization: Bearer <ingest key>\`. It answers 202 with \`{accepted, duplicates, rejected: [{index, id, reason}]}\`; a bad event never sinks its batch. 401 a key that is not known, 413 too large, 415 another format, 429 too many requests with this key (20 a second, 200 at once, counted by each instance of the door; 500 a second on one machine), 503 not stored: send the same again, after as many seconds as \`retry-after\` says. An event is who sent it (the key's scope), its \`source\` and its \`id\`; repeats change nothing. \`time\` may be 10 minutes ahead and 7 days old (400 days with an import key, and on one machine).

\`\`\`
curl -X POST http://localhost:4400/v1/events -H 'authorization: Bearer wbk_local' \\
  -H 'content-type: application/cloudevents-batch+json' \\
  -d '[{"specversion":"1.0","id":"42","source":"shop","type":"record.created","time":"2026-11-20T14:02:00Z","data":{"model":"Job","id":"job_42"}}]'
\`\`\`

In the account itself the same events may be put on the console's bus: \`Source\` is \`product.\` and a name, \`DetailType\` the type, \`Detail\` the data, and \`Time\` should be told. The bus answers nothing about what an event says: one that is refused is logged and ends among the dead letters (docs/runbook.md). A repeated put counts once when \`Detail\` has an \`id\` and \`Time\` is the same.

| type | data | becomes |
|---|---|---|
${events.join("\n")}

${EVENT_RULES}

${SPANS_SECTION}
${CATALOG_SECTION}
${CREDITS_SECTION}
${readFileSync("shared/client/README.md", "utf8")}
## Webhooks

\`POST /webhooks/stripe\` takes Stripe's deliveries with their signature, not older and not younger than 300 seconds. 200 kept or known already, 400 a signature that does not hold, 413 larger than 2 MB, 503 not stored. On one machine the signing secret is \`whsec_local\`:

\`\`\`
body='{"id":"evt_1","object":"event","type":"customer.created","created":'$(date +%s)',"livemode":true,"data":{"object":{"id":"cus_1","object":"customer","name":"By hand"}}}'
t=$(date +%s); v1=$(printf '%s.%s' "$t" "$body" | openssl dgst -sha256 -hmac whsec_local -r | cut -d' ' -f1)
curl -X POST http://localhost:4400/webhooks/stripe -H "stripe-signature: t=$t,v1=$v1" -d "$body"
\`\`\`

Stripe may put the same events on a partner event bus of the console's account too (\`stripeEventBus\` of the stage, docs/deploy.md). Its \`detail\` is the event; it needs no signature, and what comes by both doors is one delivery. On one machine:

\`\`\`
curl -X POST http://localhost:4400/_local/bus -H 'content-type: application/json' \\
  -d '{"source":"aws.partner/stripe.com/ed_1","detailType":"customer.created","detail":{"id":"evt_2","object":"event","type":"customer.created","created":1763600000,"livemode":true,"data":{"object":{"id":"cus_2","object":"customer","name":"By the bus"}}}}'
\`\`\`

## What the console announces

On its bus, with \`Source\` \`watchbill\`, at least once; a rule of the account may take it from there. Amounts are integer micro-units of the currency.

| type | when | detail |
|---|---|---|
| \`export.requested\` | an export was asked for | exportId |
| \`spendAlert.raised\` | a spend alert was raised, once for its period: alertId and period make a repeat recognisable | organizationId, alertId, name, project, kind, period, spentMicros, limitMicros, raisedAt, currency |

## Endpoints

All need \`Authorization: Bearer <access token>\`. On one machine \`npm run token -- EMAIL\` prints one. Staff's reading of what shows personal data or money is logged as access.

| endpoint | what it does | input | shows | for |
|---|---|---|---|---|
${rows.join("\n")}
`
}
