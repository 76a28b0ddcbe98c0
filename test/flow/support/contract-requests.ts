import fc from "fast-check"
import * as z from "zod/mini"
import type { Endpoint } from "#shared/contract/endpoint.ts"
import { fieldLike, NASTY_TEXTS, NASTY_VALUES, nastyBody, nastyJson, nastyText, objectText } from "./nasty.ts"

/** A request to an endpoint of the contract, as good or bad as it happens to be. */
export interface AnyRequest {
  method: string
  path: string
  body: string | undefined
  headers: Record<string, string>
}

/** What an honest client would say, where the schema alone does not tell. */
const PLAUSIBLE: Record<string, string[]> = {
  organizationId: ["org_door", "org_acme"],
  deliveryId: ["evt_door", "evt_none"],
  exportId: ["00000000000000000000"],
  viewId: ["00000000000000000000"],
  address: ["search=door", ""],
  topics: ["webhooks,overview", "organization:org_door"],
  asOf: ["2026-11-20", "2026-10-31", "2020-02-29"],
  createdFrom: ["2026-01-01"],
  createdTo: ["2026-12-31"],
  search: ["door"],
  cursor: ["eyJ4IjoxfQ.00000000000000000000000000000000"],
  reportingZone: ["UTC", "Europe/Berlin", "Asia/Kolkata"],
  reportingCurrency: ["usd", "eur"],
}
const REQUESTS = ["webhooks", "organizations", "audit"].map((list) => objectText({ list: `"${list}"`, filter: "{}" }))
const RATES = ["[]", '[{"currency":"eur","day":"2026-01-01","rate":"1.1"}]']
/** The same of fields that are more than text. */
const PLAUSIBLE_JSON: Record<string, string[]> = {
  request: REQUESTS,
  rates: RATES,
  hiddenColumns: ["[]", '["plan"]'],
  shared: ["true", "false"],
}

interface Field {
  enum?: string[]
  type?: string
}

const plausibleText = (name: string, field: Field): string[] =>
  field.enum ?? PLAUSIBLE[name] ?? (field.type === "string" ? ["door"] : ["7", "30"])

function jsonLike(name: string, field: Field) {
  const plausible = PLAUSIBLE_JSON[name] ?? plausibleText(name, field).map((text) => JSON.stringify(text))
  const odd = nastyJson.map((value) =>
    objectText({ list: '"audit"', filter: objectText({ search: value, actor: value }) }),
  )
  const nasty =
    name === "request"
      ? fc.oneof(nastyJson, odd)
      : name === "rates"
        ? fc.oneof(
            nastyJson,
            nastyJson.map((value) => `[${objectText({ currency: '"eur"', day: value, rate: '"1"' })}]`),
          )
        : nastyJson
  return fieldLike(fc.constantFrom(...plausible), nasty)
}

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

const fieldsOf = ({ path, input }: Endpoint) => {
  const { properties = {} } = z.toJSONSchema(input, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, Field>
  }
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!)
  return { properties, inPath, others: Object.entries(properties).filter(([name]) => !inPath.includes(name)) }
}

/** Requests to one endpoint with one field odd in each: every field with every nasty value once. */
export function oddRequestsTo(endpoint: Endpoint): AnyRequest[] {
  const { method, path } = endpoint
  const { properties, inPath, others } = fieldsOf(endpoint)
  const at = (odd: Record<string, string> = {}) =>
    path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encoded(odd[name] ?? plausibleText(name, properties[name] ?? {})[0]!),
    )
  const headers = (nth: number) => ({
    "content-type": "application/json",
    "idempotency-key": `odd-request-${nth}-${path.length}`,
  })
  const texts = NASTY_TEXTS.filter((text) => text !== "")
  const inPaths = inPath.flatMap((name) =>
    texts.map((text, nth) => ({
      method,
      path: at({ [name]: text }),
      body: method === "GET" ? undefined : "{}",
      headers: headers(nth),
    })),
  )
  if (method === "GET")
    return [
      ...inPaths,
      ...others.flatMap(([name]) =>
        NASTY_TEXTS.map((text, nth) => ({
          method,
          path: `${at()}?${name}=${encoded(text)}`,
          body: undefined,
          headers: headers(nth),
        })),
      ),
    ]
  const right = (name: string, field: Field) =>
    name === "rates" ? RATES[1]! : (PLAUSIBLE_JSON[name]?.[0] ?? JSON.stringify(plausibleText(name, field)[0]!))
  const good = Object.fromEntries(others.map(([name, field]) => [name, right(name, field)]))
  return [
    ...inPaths,
    ...others.flatMap(([name]) =>
      NASTY_VALUES.map((value, nth) => ({
        method,
        path: at(),
        body: objectText({ ...good, [name]: value }),
        headers: headers(nth),
      })),
    ),
    ...("request" in good ? oddFilters(at()) : []),
  ]
}

/** Exports of a list with a filter that is odd in one field. */
const oddFilters = (path: string): AnyRequest[] =>
  [
    ["audit", "search"],
    ["organizations", "createdTo"],
  ].flatMap(([list, field]) =>
    NASTY_TEXTS.map((text, nth) => {
      const filter = objectText({ [field!]: JSON.stringify(text) })
      const body = objectText({ request: objectText({ list: JSON.stringify(list), filter }) })
      return {
        method: "POST",
        path,
        body,
        headers: { "content-type": "application/json", "idempotency-key": `odd-${list}-${nth}` },
      }
    }),
  )

/** Requests to one endpoint, made from its contract: path, query, body and headers each right, wrong or missing. */
export function requestsTo(endpoint: Endpoint): fc.Arbitrary<AnyRequest> {
  const { method, path, idempotent } = endpoint
  const { properties, inPath, others } = fieldsOf(endpoint)
  const pathFields = fc.record(
    Object.fromEntries(
      inPath.map((name) => [
        name,
        fc
          .oneof(fc.constantFrom(...plausibleText(name, properties[name] ?? {})), nastyText)
          .filter((text) => text !== ""),
      ]),
    ),
  )
  const query = fc.record(
    Object.fromEntries(
      others.map(([name, field]) => [name, fieldLike(fc.constantFrom(...plausibleText(name, field)), nastyText)]),
    ),
  )
  const stray = fc.option(
    fc.constantFrom("__proto__=1", "constructor=2&constructor=3", "%00=%00", "=", "&&", "%E0%A4%A"),
    { freq: 6 },
  )
  const body = fc.oneof(
    {
      weight: 4,
      arbitrary: fc
        .record(Object.fromEntries(others.map(([name, field]) => [name, jsonLike(name, field)])))
        .map(objectText),
    },
    { weight: 1, arbitrary: nastyBody },
  )
  const key = fc.oneof(
    { weight: 5, arbitrary: fc.uuid() },
    { weight: 1, arbitrary: fc.constantFrom("", "short", "x".repeat(101), "__proto__", "ä".repeat(9)) },
  )
  return fc.record({ pathFields, query, stray, body, key, odd: fc.integer({ min: 0, max: 9 }) }).map((made) => {
    const at = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(made.pathFields[name]!))
    const asked = Object.entries(made.query).flatMap(([name, value]) =>
      value === undefined ? [] : [`${name}=${encoded(value)}`],
    )
    const search = [...(method === "GET" ? asked : []), ...(made.stray ? [made.stray] : [])].join("&")
    return {
      method,
      path: search ? `${at}?${search}` : at,
      body: method === "GET" ? undefined : made.body,
      headers: {
        "content-type": made.odd === 0 ? "text/plain" : "application/json",
        ...(idempotent ? { "idempotency-key": made.key } : {}),
      },
    }
  })
}
