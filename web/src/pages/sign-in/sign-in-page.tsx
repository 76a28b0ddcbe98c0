import { useSearchParams } from "@solidjs/router"
import { createSignal, For, onMount, Show } from "solid-js"
import { readSignInOptions, type SignInOptions } from "../../session.ts"
import { Banner } from "../../ui/banner.tsx"
import { Brand } from "../../ui/brand.tsx"
import { Badge } from "../../ui/word.tsx"
import { Bill } from "./bill.tsx"
import "../../ui/button.css"
import "../../ui/sheet.css"
import "./sign-in-page.css"

const PROBLEMS: Record<string, string> = {
  expired: "That sign-in took longer than ten minutes or began in another browser. Begin again.",
  refused: "The sign-in was not completed. Begin again.",
  unknown: "Nobody here has that e-mail. An admin of the console can invite you.",
}

/** The door: one way to continue and, on one machine, the sample people to choose from. */
export default function SignInPage() {
  const [query] = useSearchParams<{ back?: string; problem?: string }>()
  const [options, setOptions] = createSignal<SignInOptions>()
  onMount(async () => {
    document.title = "Sign in · Watchbill"
    setOptions(await readSignInOptions())
  })
  const href = (person?: string) => {
    const asked = new URLSearchParams({ ...(person ? { person } : {}), back: query.back ?? "/" })
    return `/session/sign-in?${asked}`
  }
  return (
    <div data-component="door">
      <div data-part="form">
        <header>
          <Brand />
        </header>
        <main>
          <div>
            <h1>Sign in</h1>
            <p>Watchbill keeps the health and the bills of your product.</p>
          </div>
          <Show when={PROBLEMS[query.problem ?? ""]}>
            {(text) => (
              <Banner status="warn" title="Not signed in." live>
                {text()}
              </Banner>
            )}
          </Show>
          <a data-component="button" data-kind="primary" href={href()} rel="external">
            Continue
          </a>
          <Show when={options()?.people.length}>
            <section>
              <h2>
                On this machine <Badge kind="sandbox">sample people</Badge>
              </h2>
              <ul data-component="sheet" data-part="people">
                <For each={options()?.people}>
                  {(person) => (
                    <li>
                      <a href={href(person.email)} rel="external">
                        <b>
                          {person.name} <small>{person.email}</small>
                        </b>
                        <span>{person.what}</span>
                      </a>
                    </li>
                  )}
                </For>
              </ul>
            </section>
          </Show>
        </main>
        <footer>A session lasts 12 hours.</footer>
      </div>
      <Bill />
    </div>
  )
}
