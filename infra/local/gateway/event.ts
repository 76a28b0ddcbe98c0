import { randomUUID } from "node:crypto"
import type { IncomingMessage } from "node:http"
import type { APIGatewayProxyEventV2 } from "aws-lambda"
import type { Route } from "../../river.ts"

/** A route made ready to be recognized. */
export interface KnownRoute {
  route: Route
  pattern: RegExp
  names: string[]
}

export function knownRoute(route: Route): KnownRoute {
  const names: string[] = []
  const source = route.path.replaceAll(".", "\\.").replaceAll(/\{(\w+)(\+?)\}/g, (_, name: string, greedy: string) => {
    names.push(name)
    return greedy ? "(.+)" : "([^/]+)"
  })
  return { route, pattern: new RegExp(`^${source}$`), names }
}

/** The route that a method and a decoded path lead to; fixed paths win over parameters, as at API Gateway. */
export function routeOf(routes: readonly KnownRoute[], method: string, path: string) {
  const fits = routes.filter((known) => known.route.method === method && known.pattern.test(path))
  const [best] = fits.sort((a, b) => a.names.length - b.names.length)
  if (!best) return undefined
  const values = best.pattern.exec(path)!.slice(1)
  const parameters = Object.fromEntries(best.names.map((name, place) => [name, values[place]!]))
  return { route: best.route, parameters }
}

const TEXT = /^(text\/|application\/(json|javascript|xml|x-www-form-urlencoded|[\w.-]+\+(json|xml))\b)/

/** A request as API Gateway's HTTP API gives it to a function: payload format 2.0. */
export function eventOf(
  request: IncomingMessage,
  body: Buffer,
  found: { route: Route; path: string; parameters: Record<string, string>; claims?: Record<string, unknown> },
  extraHeaders: Record<string, string>,
): APIGatewayProxyEventV2 {
  const { route, path, parameters, claims } = found
  const [, rawQueryString = ""] = (request.url ?? "").split(/\?(.*)/s)
  const query = queryOf(rawQueryString)
  const { cookie, ...others } = request.headersDistinct
  const headers = Object.fromEntries(Object.entries(others).map(([name, values]) => [name, (values ?? []).join(",")]))
  const cookies = (cookie ?? []).flatMap((line) => line.split(/; */)).filter(Boolean)
  // A packed body is bytes, whatever its type says.
  const isText =
    body.length === 0 || (!headers["content-encoding"] && TEXT.test(headers["content-type"] ?? "text/plain"))
  const now = new Date()
  const routeKey = `${route.method} ${route.path}`
  return {
    version: "2.0",
    routeKey,
    rawPath: path,
    rawQueryString,
    ...(cookies.length > 0 ? { cookies } : {}),
    headers: { ...headers, ...forwarded(request), ...extraHeaders },
    ...(query ? { queryStringParameters: query } : {}),
    ...(Object.keys(parameters).length > 0 ? { pathParameters: parameters } : {}),
    requestContext: {
      accountId: "000000000000",
      apiId: "local",
      domainName: headers["host"] ?? "localhost",
      domainPrefix: "local",
      http: {
        method: request.method ?? "GET",
        path,
        protocol: "HTTP/1.1",
        sourceIp: request.socket.remoteAddress ?? "127.0.0.1",
        userAgent: headers["user-agent"] ?? "",
      },
      requestId: randomUUID(),
      routeKey,
      stage: "$default",
      time: clfTime(now),
      timeEpoch: now.getTime(),
      ...(claims ? { authorizer: { jwt: { claims: claimsAsText(claims), scopes: null } } } : {}),
    },
    ...(body.length > 0 ? { body: body.toString(isText ? "utf8" : "base64") } : {}),
    isBase64Encoded: !isText,
  }
}

const forwarded = (request: IncomingMessage) => ({
  "x-forwarded-for": request.socket.remoteAddress ?? "127.0.0.1",
  "x-forwarded-port": String(request.socket.localPort ?? ""),
  "x-forwarded-proto": "http",
})

/** Several values of one name are joined by commas. */
function queryOf(raw: string): Record<string, string> | undefined {
  if (raw === "") return undefined
  const query: Record<string, string> = {}
  for (const [name, value] of new URLSearchParams(raw)) {
    query[name] = Object.hasOwn(query, name) ? `${query[name]},${value}` : value
  }
  return query
}

/** API Gateway hands every claim on as text, a list as `[a b]`. */
export const claimsAsText = (claims: Record<string, unknown>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      Array.isArray(value) ? `[${value.join(" ")}]` : String(value),
    ]),
  )

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
function clfTime(at: Date): string {
  const iso = at.toISOString()
  return `${iso.slice(8, 10)}/${MONTHS[at.getUTCMonth()]}/${iso.slice(0, 4)}:${iso.slice(11, 19)} +0000`
}
