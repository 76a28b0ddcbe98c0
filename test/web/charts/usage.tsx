import "../../../web/src/ui/tokens.css"
import "../../../web/src/ui/base.css"
import "../../../web/src/shell/shell.css"
import { Route, Router } from "@solidjs/router"
import { render } from "solid-js/web"
import { type Me, MeProvider } from "../../../web/src/data/me.ts"
import UsagePage from "../../../web/src/pages/usage/usage-page.tsx"
import { setReporting } from "../../../web/src/reporting.ts"
import { Toasts } from "../../../web/src/ui/toast.tsx"
import { usageFetch, type UsageStage } from "./usage-answers.ts"
import { NOW } from "./usage-fixture.ts"

/** The usage page over invented answers: `?state=` says who is on the board, `?role=` what the reader is; `?hastened` waits a tenth. */

const query = new URLSearchParams(location.search)
const stage: UsageStage = {
  calls: [],
  failing: JSON.parse(query.get("failing") ?? "{}"),
  late: JSON.parse(query.get("late") ?? "{}"),
  version: 1,
  seed: 7,
  hidden: false,
  off: query.has("off"),
}
if (query.has("hastened")) {
  const wait = globalThis.setTimeout
  globalThis.setTimeout = ((then: () => void, ms = 0) => wait(then, ms / 10)) as typeof setTimeout
}
const sockets: EventTarget[] = []
class Socket extends EventTarget {
  static OPEN = 1
  readyState = 1
  constructor() {
    super()
    sockets.push(this)
    queueMicrotask(() => this.dispatchEvent(new Event("open")))
  }
  send() {}
}
/** News of a topic reach the page as they would by the socket. */
const bump = (topic: string) => {
  stage.version++
  for (const socket of sockets)
    socket.dispatchEvent(new MessageEvent("message", { data: JSON.stringify({ topic, version: stage.version }) }))
}
Object.assign(globalThis, {
  stage,
  bump,
  WebSocket: Socket,
  fetch: usageFetch(stage, query.get("state") ?? "usual"),
})

const role = (query.get("role") ?? "member") as "member"
const me = {
  personId: "per_1",
  name: "Lena Brandt",
  email: "lena@acme.test",
  staffRole: null,
  organizations: [{ id: "org_acme", name: "Acme Roofing", role }],
  signedInAt: NOW,
  console: { timeZone: "UTC", currency: "usd", now: NOW, sandboxes: [], filling: null, demo: false },
} as Me

setReporting({ timeZone: "UTC", currency: "usd", now: NOW })
const nothing = () => undefined
const answer = { data: () => me, error: nothing, loading: () => false, changing: () => false, answered: () => "" }

render(
  () => (
    <MeProvider value={{ ...answer, asOf: () => NOW, refresh() {} }}>
      <main id="main">
        <Router>
          <Route path="*" component={UsagePage} />
        </Router>
      </main>
      <Toasts />
    </MeProvider>
  ),
  document.getElementById("root")!,
)
