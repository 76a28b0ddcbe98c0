import { createSignal } from "solid-js"

const [asked, setAsked] = createSignal<"palette" | "help" | undefined>()
/** Which of the shell's own dialogs is open. */
export { asked }
export function openPalette(): void {
  ahead = ""
  setAsked("palette")
}
export const openHelp = (): void => void setAsked("help")

let ahead = ""
/** What was typed for the palette before it had arrived. */
export const typedAhead = (): string => ahead
/** Keeps a key that is pressed for the palette while it is still on its way. */
export function typeAhead(key: string): void {
  if (key === "Escape") closeAsked()
  else if (key === "Backspace") ahead = ahead.slice(0, -1)
  else if (key.length === 1) ahead += key
}

export const closeAsked = (): void => void setAsked(undefined)

const [staleFor, setStaleFor] = createSignal<string>()
/** What a person wanted to do that needs a fresh sign-in: `save the settings`. */
export { staleFor }
export const askFreshSignIn = (what: string): void => void setStaleFor(what)
export const dropFreshSignIn = (): void => void setStaleFor(undefined)
