import { askAhead } from "./ahead.ts"
import { pageAt, SIGN_IN } from "./pages.ts"

// What a first look waits for sets out at once: the page and its answers, beside the console that will show them.
const page = pageAt(location.pathname, location.search)
if (location.pathname !== SIGN_IN) for (const url of ["/api/me", ...(page?.asks ?? [])]) askAhead(url)
// A page that does not come is told of by the router, which asks for it again.
page?.load().catch(() => {})
void import("./console.tsx")
