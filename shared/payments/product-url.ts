/** The longest product URL, in characters. */
export const PRODUCT_URL_CHARACTERS_MAX = 500

/** Who the product is asked about; null where nobody told. */
export interface ProductSubject {
  customerId: string | null
  organizationId: string | null
}

const PLACE = /\{([^{}]*)\}/g
const NAMES: readonly string[] = ["customerId", "organizationId"] satisfies (keyof ProductSubject)[]
const WANTED = "{customerId}, {organizationId} or both"
const THIS_MACHINE: readonly string[] = ["localhost", "127.0.0.1", "[::1]"]

/** Whether an address is one of the machine that asks. */
export const isThisMachine = ({ hostname }: URL): boolean => THIS_MACHINE.includes(hostname)

/**
 * Says what is wrong with a product URL, whose ids stand in braces; undefined where it can be asked. With `localhost` the
 * machine itself may be asked, over http too.
 */
export function productUrlFault(template: string, { localhost }: { localhost: boolean }): string | undefined {
  const names = [...template.matchAll(PLACE)].map(([, name]) => name!)
  const unknown = names.find((name) => !NAMES.includes(name))
  if (unknown !== undefined) return `{${unknown}} is nothing that can be filled in. Write ${WANTED}.`
  if (names.length === 0) return `It names nobody. Write ${WANTED} where the ids belong.`
  const [one, other] = ["a", "b"].map((id) => template.replace(PLACE, id)).map(addressIn)
  if (!one || !other || /[{}\s\\]/.test(template.replace(PLACE, "")))
    return "It is no address. Write one as in https://product.example.com/usage/{customerId}."
  if (one.username || one.password) return "It may hold no name and no password: a signature proves who asks."
  if (one.origin !== other.origin || one.hash) return "Ids belong into its path or its query, and nothing after a #."
  if (one.protocol === "https:") return undefined
  if (localhost && one.protocol === "http:" && isThisMachine(one)) return undefined
  return "It has to begin with https://."
}

const addressIn = (text: string): URL | undefined => (URL.canParse(text) ? new URL(text) : undefined)

/** The address to ask about somebody, ids percent-encoded; undefined where it asks for an id that nobody told, or that a path cannot hold. */
export function productUrlOf(template: string, subject: ProductSubject): URL | undefined {
  let isWhole = true
  const filled = template.replace(PLACE, (_, name: keyof ProductSubject) => {
    const id = subject[name]
    // Dots alone would lead to another path.
    if (id === null || !id.isWellFormed() || /^\.*$/.test(id)) isWhole = false
    return isWhole ? encodeURIComponent(id!) : ""
  })
  return isWhole ? new URL(filled) : undefined
}
