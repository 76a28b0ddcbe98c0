import { randomUUID } from "node:crypto"
import { cp, rm } from "node:fs/promises"
import { join } from "node:path"
import { pathToFileURL } from "node:url"
import type { Context } from "aws-lambda"
import type { FunctionSpec } from "../functions.ts"

/** Our functions, called as Lambda calls them: a copied event, a context, a deadline, a JSON answer. */
export interface Lambda {
  /** Throws what the handler throws, or FunctionTimeout. */
  invoke(name: string, event: unknown): Promise<unknown>
}

export type Handler = (event: unknown, context: Context) => unknown

/** The handler did not answer in time. It may still be at work, as it may on AWS when an answer is lost. */
export class FunctionTimeout extends Error {
  override name = "Sandbox.Timedout"
}

/** Handlers by the function's name, with the limits infra/river.ts gives them. */
export function lambdaOf(
  specs: Record<string, FunctionSpec>,
  handlers: Record<string, Handler>,
  onFailure: (name: string, error: unknown) => void = () => {},
): Lambda {
  const gates = new Map<string, ReturnType<typeof gate>>()
  for (const [name, { concurrency }] of Object.entries(specs)) if (concurrency) gates.set(name, gate(concurrency))
  const call = async (name: string, event: unknown) => {
    const spec = specs[name]
    const handler = handlers[name]
    if (!spec || !handler) throw new Error(`There is no function ${name}.`)
    const deadlineMs = Date.now() + spec.timeoutSeconds * 1000
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_, reject) => {
      const sentence = `${spec.code} did not answer within ${spec.timeoutSeconds} seconds.`
      timer = setTimeout(() => reject(new FunctionTimeout(sentence)), spec.timeoutSeconds * 1000)
    })
    try {
      const answer = await Promise.race([handler(structuredClone(event), contextOf(name, spec, deadlineMs)), late])
      return JSON.parse(JSON.stringify(answer ?? null))
    } catch (error) {
      onFailure(name, error)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }
  return {
    invoke: (name, event) => {
      const enter = gates.get(name)
      return enter ? enter(() => call(name, event)) : call(name, event)
    },
  }
}

/** Lets so many in at once; the others wait their turn. */
function gate(places: number) {
  const waiting: (() => void)[] = []
  let free = places
  return async <Result>(work: () => Promise<Result>): Promise<Result> => {
    if (free === 0) await new Promise<void>((resolve) => waiting.push(resolve))
    else free -= 1
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}

/**
 * Imports the built bundles, as a cold start does. They are copied first: a later build cannot change a running console,
 * and a second console in one process (tests) gets modules of its own.
 */
export async function importHandlers(
  specs: Record<string, FunctionSpec>,
  built: string,
  folder: string,
): Promise<Record<string, Handler>> {
  await rm(folder, { recursive: true, force: true })
  const copy = join(folder, randomUUID())
  await cp(built, copy, { recursive: true })
  const handlers = Object.entries(specs).map(async ([name, { code }]): Promise<[string, Handler]> => {
    const { handler } = await import(pathToFileURL(join(copy, `${code}.mjs`)).href)
    return [name, handler]
  })
  return Object.fromEntries(await Promise.all(handlers))
}

function contextOf(name: string, spec: FunctionSpec, deadlineMs: number): Context {
  return {
    awsRequestId: randomUUID(),
    callbackWaitsForEmptyEventLoop: true,
    functionName: name,
    functionVersion: "$LATEST",
    invokedFunctionArn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
    logGroupName: `/aws/lambda/${name}`,
    logStreamName: "local",
    memoryLimitInMB: String(spec.memoryMb),
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
    done() {},
    fail() {},
    succeed() {},
  }
}
