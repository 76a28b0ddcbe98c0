import { createSignal } from "solid-js"

export type Theme = "system" | "light" | "dark"
export type Density = "comfortable" | "compact" | "dense"

const PREFIX = "watchbill."

/** What a reader chose before on this machine, or what stands in for it. */
export const readChoice = (name: string): string | undefined => localStorage.getItem(PREFIX + name) ?? undefined

/** Keeps a choice on this machine; undefined goes back to the default. */
export function keepChoice(name: string, value: string | undefined): void {
  if (value === undefined) localStorage.removeItem(PREFIX + name)
  else localStorage.setItem(PREFIX + name, value)
}

/** Forgets what begins with one of the names: what was looked at is nobody else's business. */
export function forgetChoices(names: readonly string[]): void {
  for (const key of Object.keys(localStorage))
    if (names.some((name) => key.startsWith(PREFIX + name))) localStorage.removeItem(key)
}

const [theme, setTheme] = createSignal<Theme>((readChoice("theme") as Theme | undefined) ?? "system")
const [density, setDensity] = createSignal<Density>((readChoice("density") as Density | undefined) ?? "compact")
const [shortcutsOn, setShortcutsOn] = createSignal(readChoice("shortcuts") !== "off")
export { density, shortcutsOn, theme }

export function chooseTheme(value: Theme): void {
  setTheme(value)
  keepChoice("theme", value === "system" ? undefined : value)
  mark("theme", value === "system" ? undefined : value)
}

export function chooseDensity(value: Density): void {
  setDensity(value)
  keepChoice("density", value === "compact" ? undefined : value)
  mark("density", value === "compact" ? undefined : value)
}

export function chooseShortcuts(on: boolean): void {
  setShortcutsOn(on)
  keepChoice("shortcuts", on ? undefined : "off")
}

function mark(name: "theme" | "density", value: string | undefined): void {
  if (value === undefined) delete document.documentElement.dataset[name]
  else document.documentElement.dataset[name] = value
}
