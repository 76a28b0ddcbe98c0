import { Show } from "solid-js"
import { freshSignInHref } from "../session.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { dropFreshSignIn, staleFor } from "./asked.ts"

/** Asks for a fresh sign-in when a command was refused for an old one; what was typed is still here afterwards. */
export function FreshSignIn() {
  return (
    <Show when={staleFor()}>
      {(what) => (
        <Dialog
          title={`Sign in again to ${what()}`}
          onClose={dropFreshSignIn}
          buttons={
            <>
              <Button kind="quiet" onClick={dropFreshSignIn}>
                Not now
              </Button>
              <a data-component="button" data-kind="primary" href={freshSignInHref()} rel="external">
                Sign in again
              </a>
            </>
          }
        >
          <p>
            This needs a sign-in not older than five minutes. You come back to this page, and what you entered is kept.
          </p>
        </Dialog>
      )}
    </Show>
  )
}
