/** What a function may touch. Each word is one least-privilege grant in infra/constructs/grants.ts. */
export type Grant =
  | "table.write" // put, update, transact; no read
  | "table.readWrite"
  | "files.read"
  | "files.write"
  | "files.readWrite"
  | "anchors.write" // the object-locked bucket of audit heads
  | "bus.put"
  | "workflows.start"
  | "sockets.post"
  | "secrets.doors" // signing secrets of the webhook doors
  | "secrets.session" // cookie, cursor and origin secrets
  | "secrets.people" // what makes opaque ids of people's names
  | "secrets.stripe" // the key that asks Stripe, and tells it
  | "mail.send" // as the stage's sender; nothing where it names none
  | "secrets.product" // what signs questions to the product
  | "secrets.providers" // keys of providers of models: kept, and never read

export interface FunctionSpec {
  /** Entry file, `functions/<code>.ts`, which exports `handler`. Also the function's name. */
  code: string
  /** What a person notices when this fails; the alarm's text and a heading of docs/runbook.md. */
  whenItFails: string
  grants: readonly Grant[]
  timeoutSeconds: number
  memoryMb: number
  /** At most so many at once, where more would only collide. */
  concurrency?: number
}

const door = { timeoutSeconds: 10, memoryMb: 512 }

export const FUNCTIONS = {
  stripe: {
    code: "ingest/stripe",
    whenItFails: "Payments do not reach the console. Stripe sends again for three days, so nothing is lost yet.",
    grants: ["table.readWrite", "files.write", "secrets.doors"],
    ...door,
  },
  events: {
    code: "ingest/events",
    whenItFails: "The product's events are turned away. Clients keep and resend them; usage and activity stand still.",
    grants: ["table.readWrite", "secrets.people"],
    ...door,
  },
  project: {
    code: "project/index",
    whenItFails: "Pages show old data. Nothing is lost: deliveries stay in the inbox until they are applied.",
    grants: ["table.readWrite", "files.readWrite"],
    timeoutSeconds: 60,
    memoryMb: 1024,
  },
  close: {
    code: "project/close",
    whenItFails: "Finished hours and days get slower to read; failed deliveries, lost marks and spend alerts wait.",
    grants: ["table.readWrite", "files.readWrite"],
    timeoutSeconds: 120,
    memoryMb: 1024,
    concurrency: 4,
  },
  directory: {
    code: "project/directory",
    whenItFails: "Lists of organizations and users get slower, because they read every change since the last snapshot.",
    grants: ["table.readWrite", "files.readWrite"],
    timeoutSeconds: 300,
    memoryMb: 2048,
    concurrency: 1,
  },
  anchor: {
    code: "watch/anchor",
    whenItFails: "The audit trail's heads are not written to the locked bucket; the trail itself goes on.",
    grants: ["table.readWrite", "anchors.write"],
    timeoutSeconds: 60,
    memoryMb: 512,
    concurrency: 1,
  },
  movements: {
    code: "watch/movements",
    whenItFails: "Nobody looks whether movements of MRR add up; the figures themselves are not affected.",
    grants: ["table.readWrite", "files.read"],
    timeoutSeconds: 120,
    memoryMb: 1024,
    concurrency: 1,
  },
  ledgers: {
    code: "watch/ledgers",
    whenItFails: "Nobody looks whether ledgers of credits hold; the credits themselves are not affected.",
    grants: ["table.readWrite", "files.read"],
    timeoutSeconds: 900,
    memoryMb: 1024,
    concurrency: 1,
  },
  publish: {
    code: "publish/index",
    whenItFails: "Pages do not update by themselves; exports and comparisons with Stripe do not start.",
    grants: ["table.readWrite", "bus.put", "sockets.post"],
    timeoutSeconds: 30,
    memoryMb: 512,
  },
  exportPage: {
    code: "task/export-page",
    whenItFails: "CSV exports end as failed. The lists themselves are not affected.",
    grants: ["table.readWrite", "files.readWrite"],
    timeoutSeconds: 60,
    memoryMb: 1024,
  },
  exportRecord: {
    code: "task/export-record",
    whenItFails: "CSV exports are written but never said to be ready.",
    grants: ["table.readWrite", "files.readWrite"],
    timeoutSeconds: 120,
    memoryMb: 512,
  },
  askStripe: {
    code: "task/ask-stripe",
    whenItFails: "Fees, rates and net amounts of new payments stay pending. Everything else about them arrives.",
    grants: ["table.readWrite", "secrets.stripe"],
    timeoutSeconds: 60,
    memoryMb: 512,
    concurrency: 2,
  },
  tellStripe: {
    code: "task/tell-stripe",
    whenItFails:
      "Commands to Stripe wait: cancellations, changes of plan, retried payments, coupons and promotion codes that staff asked for.",
    grants: ["table.readWrite", "secrets.stripe"],
    timeoutSeconds: 60,
    memoryMb: 512,
    concurrency: 2,
  },
  askProduct: {
    code: "task/ask-product",
    whenItFails: "Evidence of disputes lacks what the product itself says of the customer. Our own facts are there.",
    grants: ["table.readWrite", "secrets.product"],
    timeoutSeconds: 60,
    memoryMb: 512,
    concurrency: 1,
  },
  sendMail: {
    code: "task/send-mail",
    whenItFails:
      "Mails wait or were given up: owners are not told that their credits run low. The console itself shows it.",
    grants: ["table.readWrite", "mail.send"],
    timeoutSeconds: 60,
    memoryMb: 512,
    concurrency: 1,
  },
  reconcile: {
    code: "task/reconcile",
    whenItFails: "What webhooks lost is not found: figures may differ from Stripe's until the next comparison.",
    grants: ["table.readWrite", "secrets.stripe"],
    timeoutSeconds: 120,
    memoryMb: 1024,
    concurrency: 2,
  },
  api: {
    code: "api/index",
    whenItFails: "Pages say that they cannot load. Data keeps arriving.",
    grants: ["table.readWrite", "files.readWrite", "secrets.session", "secrets.people", "secrets.providers"],
    timeoutSeconds: 20,
    memoryMb: 1024,
  },
  session: {
    code: "api/session",
    whenItFails: "Nobody can sign in, and open pages lose their session within ten minutes.",
    grants: ["table.readWrite", "secrets.session"],
    timeoutSeconds: 10,
    memoryMb: 512,
  },
  live: {
    code: "api/live",
    whenItFails: "Pages fall back to asking every ten seconds.",
    grants: ["table.readWrite", "sockets.post"],
    timeoutSeconds: 10,
    memoryMb: 512,
  },
} as const satisfies Record<string, FunctionSpec>
export type FunctionName = keyof typeof FUNCTIONS
