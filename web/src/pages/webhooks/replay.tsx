import { createEffect, createMemo, createSignal, on, Show } from "solid-js"
import { Problem } from "../../api.ts"
import { useMeQuery } from "../../data/me.ts"
import { type Delivery, replay } from "../../data/webhooks.ts"
import { usePage } from "../../shell/page.ts"
import { Button } from "../../ui/button.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Dialog } from "../../ui/dialog.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { EventType } from "./event-type.tsx"

/** Applying a kept delivery again: at once from its button, after a question from the palette, where it is out of sight. */
export function Replay(props: { of: Delivery }) {
  const meQuery = useMeQuery()
  const me = meQuery.data
  const [reviewing, setReviewing] = createSignal(false)
  const [asking, setAsking] = createSignal(false)
  const [requestedAt, setRequestedAt] = createSignal<string>()
  const [problem, setProblem] = createSignal<Problem>()
  const mayWrite = () => me()?.staffRole === "admin" || me()?.staffRole === "support"
  const doneAt = createMemo(() => {
    const asked = requestedAt()
    return asked && props.of.appliedAt && props.of.appliedAt >= asked ? props.of.appliedAt : undefined
  })
  // It waits no longer, which the menu counts.
  createEffect(on(doneAt, meQuery.refresh, { defer: true }))
  const ask = async () => {
    setReviewing(false)
    setAsking(true)
    setProblem(undefined)
    try {
      setRequestedAt((await replay(props.of)).requestedAt)
    } catch (told) {
      setProblem(told as Problem)
    } finally {
      setAsking(false)
    }
  }
  usePage({
    actions: () =>
      mayWrite()
        ? [
            {
              title: `Replay ${props.of.deliveryId}…`,
              icon: "refresh" as const,
              words: props.of.type,
              run: () => setReviewing(true),
            },
          ]
        : [],
  })
  return (
    <div data-part="replay">
      <Show
        when={mayWrite()}
        fallback={
          <p data-tone="3">
            Replaying takes the role admin or support; yours is {me()?.staffRole}. A staff admin can grant it.
          </p>
        }
      >
        <Button icon="refresh" busy={asking()} onClick={ask}>
          {asking() ? "Asking…" : "Replay"}
        </Button>
      </Show>
      <p role="status" data-tone="2">
        <Show
          when={requestedAt()}
          fallback={<Show when={mayWrite()}>Applying it twice changes nothing. Recorded in the audit.</Show>}
        >
          {(at) => (
            <Show
              when={doneAt()}
              fallback={
                <>
                  Asked for at <Time at={at()} as="clock" seconds />; it is applied within seconds.
                </>
              }
            >
              {(done) => (
                <>
                  Applied again at <Time at={done()} as="clock" seconds />.
                </>
              )}
            </Show>
          )}
        </Show>
      </p>
      <Show when={problem()}>
        {(told) => (
          <p role="alert" data-part="problem">
            Could not replay. {told().detail}{" "}
            <Show when={told().requestId}>{(id) => <Copy text={id()} label={`request id ${id()}`} />}</Show>
          </p>
        )}
      </Show>
      <Show when={reviewing()}>
        <Dialog
          title="Replay this delivery?"
          onClose={() => setReviewing(false)}
          buttons={
            <>
              <Button kind="quiet" onClick={() => setReviewing(false)}>
                Cancel
              </Button>
              <Button kind="primary" icon="refresh" onClick={() => void ask()}>
                Replay
              </Button>
            </>
          }
        >
          <Facts>
            <Fact name="Delivery">
              <code>{props.of.deliveryId}</code>
            </Fact>
            <Fact name="Type">
              <EventType type={props.of.type} />
            </Fact>
            <Fact name="Status">
              <Word status={props.of.status} />
            </Fact>
          </Facts>
          <p>Applying it twice changes nothing. It is recorded in the audit under your name.</p>
        </Dialog>
      </Show>
    </div>
  )
}
