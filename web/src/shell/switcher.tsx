import { useLocation, useNavigate } from "@solidjs/router"
import { createMemo, createSignal, createUniqueId, Show } from "solid-js"
import { useMe } from "../data/me.ts"
import { recentOrganizations } from "../data/organizations.ts"
import { Icon } from "../ui/icon.tsx"
import { type Option, type OptionGroup, Picker } from "../ui/picker.tsx"
import { createOrganizationSearch, matching } from "./find.ts"
import { directoryPath, organizationIdOf, organizationPath, STAFF_AREAS } from "./nav.ts"
import { pageCrumb } from "./page.ts"
import "./switcher.css"
import "../ui/float.css"

/** Which organization is looked at, and the way to another: members choose among theirs, staff search the directory. */
export function Switcher() {
  const me = useMe()
  const location = useLocation()
  const navigate = useNavigate()
  const id = createUniqueId()
  const [open, setOpen] = createSignal(false)
  const [typed, setTyped] = createSignal("")
  const staff = () => me()?.staffRole !== null
  const found = createOrganizationSearch(() => (staff() && open() ? typed().trim() : ""))
  let popover!: HTMLDivElement

  const visited = () => recentOrganizations(me()?.personId ?? "")
  const name = createMemo(() => {
    const current = organizationIdOf(location.pathname)
    if (current === undefined) return staff() ? "Platform" : (me()?.organizations[0]?.name ?? "No organization")
    const known = me()?.organizations.find((one) => one.id === current) ?? visited().find((one) => one.id === current)
    return pageCrumb() ?? known?.name ?? current
  })
  const to = (path: string) => () => {
    popover.hidePopover()
    navigate(path)
  }
  const option = (one: { id: string; name: string }, path: string, note?: string): Option & { words: string } => ({
    id: path,
    icon: "org",
    text: one.name,
    words: one.id,
    ...(note ? { note } : {}),
    onPick: to(path),
  })
  const groups = (): OptionGroup[] => {
    const mine = (me()?.organizations ?? []).map((one) => option(one, organizationPath(one.id), one.role))
    if (!staff()) return [{ title: "Your organizations", options: matching(typed(), mine) }]
    const platform = {
      id: "platform",
      icon: "page" as const,
      text: "Platform",
      note: "all organizations",
      onPick: to(STAFF_AREAS[0]!.places[0]!.path),
    }
    const recent = visited().map((one) => option(one, directoryPath(one.id)))
    return [
      { title: "Everything", options: matching(typed(), [platform]) },
      { title: "Yours", options: matching(typed(), mine) },
      { title: "Recent", options: typed() ? [] : recent },
      { title: "Directory", options: found.rows().map((row) => option(row, directoryPath(row.id), row.plan)) },
    ]
  }
  return (
    <Show when={me()}>
      <button type="button" data-component="switcher" popovertarget={id} aria-label={`Organization: ${name()}. Switch`}>
        <span>{name()}</span>
        <Icon name="down" size="small" />
      </button>
      <div
        data-component="switch"
        popover="auto"
        id={id}
        role="dialog"
        aria-label="Switch organization"
        ref={popover}
        on:toggle={(event: Event) => {
          setTyped("")
          setOpen((event as ToggleEvent).newState === "open")
        }}
      >
        <Show when={open()}>
          <Picker
            label="Find an organization"
            placeholder={staff() ? "Name, id or e-mail" : "Name"}
            value={typed()}
            onInput={setTyped}
            groups={groups()}
            searching={found.searching()}
            nothing="No organization has that"
          />
        </Show>
      </div>
    </Show>
  )
}
