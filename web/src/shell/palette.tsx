import { useNavigate } from "@solidjs/router"
import { createMemo, createSignal, onCleanup, onMount } from "solid-js"
import type { OrganizationRow } from "#shared/contract/organizations.ts"
import { useMe } from "../data/me.ts"
import { chooseDensity, chooseShortcuts, chooseTheme, density, shortcutsOn, theme } from "../preferences.ts"
import { signOut } from "../session.ts"
import { type Option, type OptionGroup, Picker } from "../ui/picker.tsx"
import { closeAsked, openHelp, typedAhead } from "./asked.ts"
import { createOrganizationSearch, createViewOptions, matching } from "./find.ts"
import { type Area, directoryPath, organizationPath } from "./nav.ts"
import { pageActions, pageRefreshes, refreshPage } from "./page.ts"
import "./palette.css"

/** Everything by its name: pages, organizations, and what can be done here. */
export default function Palette(props: { areas: readonly Area[] }) {
  const me = useMe()
  const navigate = useNavigate()
  const [typed, setTyped] = createSignal(typedAhead())
  const found = createOrganizationSearch(() => (me()?.staffRole ? typed().trim() : ""))
  let dialog!: HTMLDialogElement
  const before = document.activeElement
  onMount(() => dialog.showModal())
  onCleanup(() => {
    if (before instanceof HTMLElement && before.isConnected) before.focus()
  })
  const then = (act: () => void) => () => {
    dialog.close()
    act()
  }
  const go = (path: string) => then(() => navigate(path))
  const isStaff = createMemo(() => Boolean(me()?.staffRole))
  const views = createViewOptions(isStaff, go)

  const pages = createMemo((): Option[] =>
    props.areas.flatMap(({ title, places }) =>
      places.map((place) => ({
        id: `page-${place.path}`,
        icon: "page" as const,
        text: place.title,
        note: place.letter && shortcutsOn() ? "" : title,
        ...(place.letter && shortcutsOn() ? { keys: ["G", place.letter.toUpperCase()] } : {}),
        words: `${title} ${place.words ?? ""}`,
        onPick: go(place.path),
      })),
    ),
  )
  const mine = createMemo((): Option[] =>
    (me()?.organizations ?? []).map(({ id, name, role }) => ({
      id: `mine-${id}`,
      icon: "org" as const,
      text: name,
      note: role,
      words: id,
      onPick: go(organizationPath(id)),
    })),
  )
  const actions = createMemo((): Option[] => {
    const act = (text: string, words: string, onPick: () => void, icon: Option["icon"] = "bolt") => ({
      id: `act-${text}`,
      icon,
      text,
      words,
      onPick: then(onPick),
    })
    const themes = {
      system: "Follow the system's theme",
      light: "Use the light theme",
      dark: "Use the dark theme",
    } as const
    return [
      ...pageActions().map(({ title, words, run, icon }) => act(title, words ?? "", run, icon)),
      ...(pageRefreshes() ? [act("Refresh this page", "reload again", refreshPage, "refresh")] : []),
      ...(["system", "light", "dark"] as const)
        .filter((one) => one !== theme())
        .map((one) => act(themes[one], "appearance colour mode", () => chooseTheme(one))),
      ...(["comfortable", "compact", "dense"] as const)
        .filter((one) => one !== density())
        .map((one) => act(`Set rows ${one}`, "density spacing", () => chooseDensity(one))),
      act(shortcutsOn() ? "Turn single-key shortcuts off" : "Turn single-key shortcuts on", "keyboard", () =>
        chooseShortcuts(!shortcutsOn()),
      ),
      act("Show keyboard shortcuts", "help keys", openHelp),
      act("Sign out", "log out leave session", () => void signOut(), "out"),
    ]
  })
  const organizations = createMemo(() => found.rows().map((row) => organizationOption(row, go)))
  const groups = (): OptionGroup[] => [
    { title: "Pages", options: matching(typed(), pages()) },
    { title: "Views", options: typed() ? matching(typed(), views()) : [] },
    { title: "Your organizations", options: matching(typed(), mine()) },
    { title: "Organizations", options: organizations() },
    { title: "Actions", options: matching(typed(), actions()) },
  ]
  return (
    <dialog
      ref={dialog}
      data-component="palette"
      aria-label="Search or jump to"
      onClose={closeAsked}
      onClick={(event) => {
        if (event.target === dialog) dialog.close()
      }}
    >
      <Picker
        label="Search or jump to"
        placeholder={me()?.staffRole ? "A page, an organization, an action" : "A page or an action"}
        value={typed()}
        onInput={setTyped}
        groups={groups()}
        searching={found.searching()}
      />
    </dialog>
  )
}

const organizationOption = ({ id, name, plan, status }: OrganizationRow, go: (path: string) => () => void): Option => ({
  id: `org-${id}`,
  icon: "org",
  text: name,
  note: status === "active" ? plan : `${plan}, ${status}`,
  onPick: go(directoryPath(id)),
})
