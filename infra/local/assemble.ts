import { join } from "node:path"
import { build, FUNCTIONS_BUILD } from "../build.ts"
import { FUNCTIONS } from "../functions.ts"
import * as described from "../river.ts"
import { openAwsDoor } from "./aws.ts"
import { openBus, type PutEventsEntry } from "./bus.ts"
import { openClock } from "./clock.ts"
import { openDeadLetters, redrive } from "./dead-letters.ts"
import { startDemo } from "./demo.ts"
import { deliver as deliverStripe } from "./demo/post.ts"
import { startEngine } from "./engine/engine.ts"
import { createTable } from "./engine/table.ts"
import { apply, environmentOf, NAMES } from "./environment.ts"
import { IN_FOLDER, openFolder } from "./folder.ts"
import { openDoors } from "./gateway/doors.ts"
import { listen } from "./gateway/server.ts"
import { openIssuer } from "./issuer/issuer.ts"
import { type Handler, importHandlers, lambdaOf } from "./lambda.ts"
import { nowOf } from "./options.ts"
import type { River, RiverOptions, RunningRiver } from "./river.ts"
import { DEMO_PEOPLE } from "./people.ts"
import { type Delivery, openQueue } from "./queue.ts"
import { openScheduler } from "./scheduler.ts"
import { openSecrets, randomSecret } from "./secrets.ts"
import { seed, seedDemoCatalog } from "./seed.ts"
import { settle } from "./settle.ts"
import { openSockets } from "./sockets.ts"
import { noteOnce, openStore } from "./store.ts"
import { openActs } from "./stripe/acts.ts"
import { openStripeObjects } from "./stripe/objects.ts"
import { openSandbox, SANDBOX_KEY } from "./stripe/sandbox.ts"
import { startReaders } from "./streams/readers.ts"
import { openWorkflows } from "./workflow/executions.ts"
import { saveWhereabouts } from "./whereabouts.ts"

/** In the order in which each thing needs the ones before it; `onStop` collects how to end them, last first. */
export async function assemble(
  options: RiverOptions,
  onStop: (end: () => unknown) => void,
): Promise<Omit<RunningRiver, "stop">> {
  const { say = () => {}, other } = options
  const river: River = other?.river ?? { ...described, FUNCTIONS }
  const now = nowOf(options.now)
  const folder = openFolder(options.dataDir, { fresh: options.fresh ?? false })
  onStop(() => folder.release())
  const inFolder = (name: keyof typeof IN_FOLDER) => join(folder.path, IN_FOLDER[name])
  const port = await listen(options.port ?? 0)
  onStop(() => port.stop())

  const [engine] = await Promise.all([startEngine(inFolder("engineFile"), say), other ? undefined : build()])
  onStop(() => engine.stop())
  await createTable(engine.url, river.TABLE, { fresh: options.fresh ?? false })
  const proxy = await options.faults?.(engine.url)
  onStop(() => proxy?.stop())

  const store = openStore(inFolder("store"))
  onStop(() => store.close())
  const clock = openClock()
  const deadLetters = openDeadLetters(store)
  const stripe = openStripeObjects(store)
  const stripeKey = process.env["STRIPE_SECRET_KEY"]
  const acts = openActs({
    store,
    objects: stripe,
    nowMs: () => clock.businessMs(),
    deliver: (event, signal) => deliverStripe({ url: port.url, signal }, event),
  })
  const sandbox = stripeKey ? undefined : await openSandbox(stripe, acts)
  onStop(() => sandbox?.stop())
  const secrets = await openSecrets(store, stripeKey ?? SANDBOX_KEY)
  const filesSecret = await noteOnce(store, "files secret", randomSecret)
  const issuer = await openIssuer({ store, publicUrl: port.url })
  /** Filled once the functions are imported, which they are once their environment is known. */
  const handlers: Record<string, Handler> = {}
  const lambda = lambdaOf(river.FUNCTIONS, handlers, options.onFailure)
  const workflows = openWorkflows({ workflows: river.WORKFLOWS, store, clock, invoke: lambda.invoke })
  const deliver = async ({ id, to, payload }: Delivery) => {
    if ("function" in to) await lambda.invoke(to.function, payload)
    else startOnce(() => workflows.start(to.workflow, payload, id))
  }
  const queue = openQueue({ store, deadLetters, deliver })
  const bus = openBus({ name: NAMES.bus, rules: river.RULES, queue })
  const scheduler = openScheduler({ schedules: river.SCHEDULES, store, queue })
  const sockets = openSockets({ lambda, to: river.SOCKET.to, stage: river.SOCKET.path.slice(1) })
  const aws = await openAwsDoor({ bus, workflows, secrets, sockets })
  onStop(() => aws.stop())

  const whereabouts = {
    publicUrl: port.url,
    awsUrl: aws.url,
    tableUrl: proxy?.url ?? engine.url,
    streamUrl: engine.url,
    stripeUrl: sandbox?.url,
  }
  const { TABLE: table, SOCKET: socket } = river
  apply(environmentOf({ ...whereabouts, table, socketPath: socket.path, filesSecret, people: DEMO_PEOPLE, now }))
  const built = other?.built ?? FUNCTIONS_BUILD
  Object.assign(handlers, await importHandlers(river.FUNCTIONS, built, inFolder("functions")))
  if (!other) await seed(table.name, DEMO_PEOPLE)

  const { readers, stop: stopReaders } = await startReaders({
    readers: river.READERS,
    engine,
    table,
    lambda,
    store,
    deadLetters,
    say,
  })
  onStop(() => Promise.all([stopReaders(), queue.stop(), workflows.stop()]))
  workflows.resume()
  queue.start()
  scheduler.start()
  onStop(() => scheduler.stop())

  const settled = () => settle({ readers, queue, workflows })
  const secret = await noteOnce(store, "local secret", randomSecret)
  const local = {
    clock,
    scheduler,
    issuer,
    secret,
    settle: settled,
    state: () => ({
      now: new Date(clock.businessMs()).toISOString(),
      executions: workflows.counts(),
      deadLetters: deadLetters.all(),
      filling: process.env["WATCHBILL_FILLING"] ?? null,
    }),
    redrive: () => redrive({ deadLetters, queue, lambda }),
    put: (entry: PutEventsEntry) => bus.putEvents([{ ...entry, EventBusName: NAMES.bus }])[0]!,
    stripe,
  }
  openDoors({
    port,
    river,
    lambda,
    issuer,
    sockets,
    store,
    filesFolder: inFolder("files"),
    filesSecret,
    originSecret: secrets.origin,
    local,
  })
  if (sandbox) acts.begin()
  onStop(() => port.stop())
  // An open socket would hold the port.
  onStop(() => sockets.stop())
  saveWhereabouts(folder.path, port.port, { url: port.url, pid: process.pid, secret })
  if (!other) {
    const adminToken = async () => (await issuer.tokenOf("admin@demo.test", { stale: false }))!
    const demo = startDemo({
      store,
      url: port.url,
      nowMs: clock.businessMs(),
      empty: options.empty ?? false,
      keepCatalog: (at) => seedDemoCatalog(table.name, at),
      adminToken,
      say,
    })
    onStop(() => demo.stop())
  }
  return {
    url: port.url,
    settled,
    async token(email, { stale = false } = {}) {
      const token = await issuer.tokenOf(email, { stale })
      if (!token) throw new Error(`${email} is nobody this console knows.`)
      return token
    },
  }
}

/** A delivery that was cut off by a kill comes again; its workflow was started already. */
function startOnce(begin: () => unknown): void {
  try {
    begin()
  } catch (error) {
    if ((error as Error).name !== "ExecutionAlreadyExists") throw error
  }
}
