import { DEMO_PEOPLE } from "../people.ts"
import type { Account } from "./account.ts"

/** Plain forms and a style sheet of their own: the page works under the console's content security policy. */
export function choosePage(accounts: readonly Account[], action: string, style: string): string {
  const buttons = accounts.map(({ email, name }) => {
    const what = DEMO_PEOPLE.find((person) => person.email === email)?.what ?? "Added here"
    return `<li><form method="post" action="${text(action)}"><input type="hidden" name="email" value="${text(email)}"><button><b>${text(name)}</b> <span>${text(what)}</span><br><small>${text(email)}</small></button></form></li>`
  })
  return `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Choose a person</title>
<link rel="stylesheet" href="${text(style)}">
<main><h1>Who are you?</h1><p>This console runs on one machine and asks for no password.</p>
<ul>${buttons.join("\n")}</ul>
<form method="post" action="${text(action)}"><label>Somebody else <input type="email" name="email" required placeholder="name@example.com"></label> <button>Sign in</button></form>
</main></html>
`
}

export const CHOOSE_STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
main { max-width: 28rem; margin: 10vh auto; padding: 0 1rem }
ul { list-style: none; padding: 0 }
li button { width: 100%; text-align: start; padding: .5rem .75rem; margin-bottom: .5rem; font: inherit; cursor: pointer }
li span, small { opacity: .75 }
input { font: inherit }
`

const text = (value: string) =>
  value.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")
