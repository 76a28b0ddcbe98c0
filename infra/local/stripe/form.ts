/** A body as Stripe's clients write it: `items[0][price]=price_1` is a value at a path. */
export interface Form {
  [field: string]: string | Form
}

/** Reads a form; lists are objects whose fields are numbers. */
export function formOf(body: string): Form {
  const form: Form = Object.create(null) as Form
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split(/[[\]]+/).filter((part) => part !== "")
    let at = form
    for (const part of path.slice(0, -1)) {
      const held = at[part]
      at = at[part] = typeof held === "object" ? held : (Object.create(null) as Form)
    }
    at[path.at(-1) ?? name] = value
  }
  return form
}

/** The members of a list, in its order. */
export const membersOf = (list: string | Form | undefined): Form[] =>
  typeof list === "object" ? Object.values(list).filter((one): one is Form => typeof one === "object") : []
