import { createUniqueId, Show } from "solid-js"
import { useMe } from "../data/me.ts"
import { chooseDensity, chooseShortcuts, chooseTheme, density, shortcutsOn, theme } from "../preferences.ts"
import { signOut } from "../session.ts"
import { Icon } from "../ui/icon.tsx"
import { Choice } from "../ui/segments.tsx"
import { Button } from "../ui/button.tsx"
import { openHelp } from "./asked.ts"
import "./person.css"
import "../ui/float.css"

/** Who is signed in, and what they chose for themselves: theme, density, keys. */
export function Person() {
  const me = useMe()
  const id = createUniqueId()
  const role = () => me()?.staffRole ?? me()?.organizations[0]?.role ?? "no role"
  let menu!: HTMLDivElement
  return (
    <Show when={me()}>
      {(person) => (
        <footer data-component="person">
          <button type="button" popovertarget={id}>
            <Icon name="user" size="small" />
            <span>
              {person().name} · {role()}
            </span>
            <Icon name="down" size="small" />
          </button>
          <div data-component="menu" popover="auto" id={id} role="dialog" aria-label="You and your display" ref={menu}>
            <div>
              <b>{person().name}</b>
              <p>{person().email}</p>
              <p>
                <Show
                  when={person().staffRole}
                  fallback={`${role()} of ${person().organizations[0]?.name ?? "no organization"}`}
                >
                  {(staffRole) => <>staff, {staffRole()}</>}
                </Show>
              </p>
            </div>
            <div data-part="choices">
              <span>Theme</span>
              <Choice
                label="Theme"
                name="theme"
                value={theme()}
                items={[
                  { value: "system", text: "System" },
                  { value: "light", text: "Light" },
                  { value: "dark", text: "Dark" },
                ]}
                onChoose={chooseTheme}
              />
              <span>Rows</span>
              <Choice
                label="Row density"
                name="density"
                value={density()}
                items={[
                  { value: "comfortable", text: "Comfortable" },
                  { value: "compact", text: "Compact" },
                  { value: "dense", text: "Dense" },
                ]}
                onChoose={chooseDensity}
              />
              <span>Keys</span>
              <Choice
                label="Single-key shortcuts"
                name="shortcuts"
                value={shortcutsOn() ? "on" : "off"}
                items={[
                  { value: "on", text: "On" },
                  { value: "off", text: "Off" },
                ]}
                onChoose={(value) => chooseShortcuts(value === "on")}
              />
            </div>
            <div data-part="acts">
              <Button
                kind="quiet"
                onClick={() => {
                  menu.hidePopover()
                  openHelp()
                }}
              >
                Keyboard shortcuts
              </Button>
              <Button kind="quiet" icon="out" onClick={() => void signOut()}>
                Sign out
              </Button>
            </div>
          </div>
        </footer>
      )}
    </Show>
  )
}
