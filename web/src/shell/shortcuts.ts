import { shortcutsOn } from "../preferences.ts"
import { asked, openHelp, openPalette, typeAhead } from "./asked.ts"
import type { Area } from "./nav.ts"
import { refreshPage } from "./page.ts"

const SEQUENCE_MS = 1_200

/** Listens for keys: ⌘K always; single keys unless they are switched off, and never while something is typed or asked. */
export function startShortcuts(areas: () => readonly Area[], go: (path: string) => void): () => void {
  let afterG = Number.NEGATIVE_INFINITY
  const onKey = (event: KeyboardEvent) => {
    const key = event.key.toLowerCase()
    if ((event.metaKey || event.ctrlKey) && !event.altKey && !event.shiftKey && key === "k") {
      event.preventDefault()
      openPalette()
      return
    }
    if (event.metaKey || event.ctrlKey || event.altKey) return
    if (asked() === "palette" && !document.querySelector("dialog[open]")) {
      event.preventDefault()
      typeAhead(event.key)
      return
    }
    if (!shortcutsOn() || isTyping(event)) return
    if (event.timeStamp - afterG < SEQUENCE_MS) {
      afterG = Number.NEGATIVE_INFINITY
      const place = areas()
        .flatMap(({ places }) => places)
        .find(({ letter }) => letter === key)
      if (place) {
        event.preventDefault()
        go(place.path)
      }
      return
    }
    if (key === "g") afterG = event.timeStamp
    else if (key === "?") openHelp()
    else if (key === "r") refreshPage()
    else if (key === "j" || key === "k") moveRow(key === "j" ? 1 : -1)
    else return
    event.preventDefault()
  }
  addEventListener("keydown", onKey)
  return () => removeEventListener("keydown", onKey)
}

function isTyping({ target }: KeyboardEvent): boolean {
  if (document.querySelector("dialog[open]")) return true
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    (target.matches("input, textarea, select") && !target.matches("[type=radio], [type=checkbox]"))
  )
}

/** Moves the focus by one row of the page's table; a row is focused by what leads it. */
function moveRow(by: 1 | -1): void {
  const rows = [...document.querySelectorAll<HTMLElement>("main tr[data-row]")]
  const at = rows.findIndex((row) => row.contains(document.activeElement))
  const next = rows[at === -1 ? (by === 1 ? 0 : rows.length - 1) : at + by]
  const lead = next?.querySelector<HTMLElement>("[data-lead]")
  lead?.focus()
  next?.scrollIntoView({ block: "nearest" })
}
