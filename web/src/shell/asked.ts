import { createSignal } from "solid-js"

const [asked, setAsked] = createSignal<"palette" | "help" | undefined>()
/** Which of the shell's own dialogs is open. */
export { asked }
export const openPalette = (): void => void setAsked("palette")
export const openHelp = (): void => void setAsked("help")
export const closeAsked = (): void => void setAsked(undefined)

const [staleFor, setStaleFor] = createSignal<string>()
/** What a person wanted to do that needs a fresh sign-in: `save the settings`. */
export { staleFor }
export const askFreshSignIn = (what: string): void => void setStaleFor(what)
export const dropFreshSignIn = (): void => void setStaleFor(undefined)
