import { For } from "solid-js"
import { chooseShortcuts, shortcutsOn } from "../preferences.ts"
import { Button } from "../ui/button.tsx"
import { Dialog } from "../ui/dialog.tsx"
import { COMMAND_K, Key } from "../ui/key.tsx"
import { closeAsked } from "./asked.ts"
import type { Area } from "./nav.ts"
import "./help.css"

/** Every key of the console in one list, and the switch that turns the single ones off. */
export default function Help(props: { areas: readonly Area[] }) {
  const rows = (): [string[], string][] => [
    [[COMMAND_K], "Search or jump to"],
    ...props.areas
      .flatMap(({ places }) => places)
      .filter(({ letter }) => letter)
      .map(({ letter, title }): [string[], string] => [["G", letter!.toUpperCase()], `Go to ${title}`]),
    [["J"], "Next row"],
    [["K"], "Row before"],
    [["↵"], "Open the row"],
    [["R"], "Refresh the page"],
    [["?"], "This list"],
  ]
  return (
    <Dialog
      title="Keyboard shortcuts"
      onClose={closeAsked}
      buttons={
        <>
          <Button kind="quiet" onClick={() => chooseShortcuts(!shortcutsOn())}>
            {shortcutsOn() ? "Turn single keys off" : "Turn single keys on"}
          </Button>
          <Button kind="primary" autofocus onClick={closeAsked}>
            Close
          </Button>
        </>
      }
    >
      <dl data-component="keys" data-off={shortcutsOn() ? undefined : ""}>
        <For each={rows()}>
          {([keys, what]) => (
            <div>
              <dt>{what}</dt>
              <dd>
                <For each={keys}>{(key) => <Key>{key}</Key>}</For>
              </dd>
            </div>
          )}
        </For>
      </dl>
      <p data-small="">
        {shortcutsOn()
          ? "Keys of two are pressed one after the other. While you type in a field they are letters."
          : `Single keys are off. ${COMMAND_K} still works.`}
      </p>
    </Dialog>
  )
}
