import "./ui/tokens.css"
import "./ui/base.css"
import { Route, Router } from "@solidjs/router"
import { lazy } from "solid-js"
import { render } from "solid-js/web"
import { startLive } from "./live.ts"
import { PAGES, SIGN_IN, signInPage } from "./pages.ts"
import { HomePage } from "./pages/home-page.tsx"
import { NotFoundPage } from "./pages/not-found-page.tsx"
import { startTicking } from "./reporting.ts"
import { Shell } from "./shell/shell.tsx"

startLive()
startTicking()

render(
  () => (
    <Router>
      <Route path={SIGN_IN} component={lazy(signInPage.load)} />
      <Route component={Shell}>
        <Route path="/" component={HomePage} />
        {Object.entries(PAGES).map(([path, { load }]) => (
          <Route path={path} component={lazy(load)} />
        ))}
        <Route path="*" component={NotFoundPage} />
      </Route>
    </Router>
  ),
  document.getElementById("root")!,
)
