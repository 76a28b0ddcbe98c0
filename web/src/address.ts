import { useLocation, useNavigate } from "@solidjs/router"

/** What changes of an address: undefined, or the default, leaves the field out. */
export type Changes = Record<string, string | undefined>

/**
 * The page's state as it stands in the address. A field at its default is not written, so that addresses stay clean;
 * changing any field but `keep` goes back to the first page and closes the open row.
 */
export function useAddress<Fields extends Record<string, string>>(
  defaults: Fields,
  keep: readonly string[] = ["open"],
) {
  const location = useLocation()
  const navigate = useNavigate()
  const field = (name: keyof Fields & string): string => {
    const told = location.query[name]
    return (Array.isArray(told) ? told[0] : told) ?? defaults[name] ?? ""
  }
  const href = (changes: Changes): string => {
    const query = new URLSearchParams(location.search)
    const narrows = Object.keys(changes).some((name) => !keep.includes(name) && name !== "cursor" && name !== "page")
    if (narrows) for (const name of ["cursor", "page", "open"]) query.delete(name)
    for (const [name, value] of Object.entries(changes)) {
      if (value === undefined || value === "" || value === defaults[name]) query.delete(name)
      else query.set(name, value)
    }
    const text = query.toString()
    return location.pathname + (text ? `?${text}` : "")
  }
  /** Writes changes to the address; typing replaces the entry in the history, choosing adds one. */
  const set = (changes: Changes, how: { replace?: boolean } = {}): void => {
    navigate(href(changes), { replace: how.replace ?? false, scroll: false, resolve: false })
  }
  return { field, href, set }
}
