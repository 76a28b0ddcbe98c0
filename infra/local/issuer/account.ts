import { DEMO_PEOPLE, subjectOf } from "../people.ts"
import type { Store } from "../store.ts"

/** Somebody the issuer can sign in. */
export interface Account {
  subject: string
  email: string
  name: string
  /** Groups of the user pool: the staff role, or none. */
  groups: string[]
}

/** The demo people, and whoever typed another address on the sign-in page. */
export interface Accounts {
  all(): Account[]
  bySubject(subject: string): Account | undefined
  byEmail(email: string): Account | undefined
  /** Makes an account for an address, as a user pool does when somebody is invited. */
  add(email: string): Account
}

export function openAccounts(store: Store): Accounts {
  store.firm.exec("CREATE TABLE IF NOT EXISTS accounts (email TEXT PRIMARY KEY)")
  const insert = store.firm.prepare("INSERT INTO accounts (email) VALUES (?) ON CONFLICT DO NOTHING")
  const select = store.firm.prepare("SELECT email FROM accounts ORDER BY email")
  const accountOf = (email: string): Account => {
    const person = DEMO_PEOPLE.find((it) => it.email === email)
    const groups = person?.staffRole ? [person.staffRole] : []
    return { subject: subjectOf(email), email, name: person?.name ?? email.split("@")[0]!, groups }
  }
  const all = () => {
    const added = select.all().map((row) => String(row["email"]))
    return [...new Set([...DEMO_PEOPLE.map(({ email }) => email), ...added])].map(accountOf)
  }
  return {
    all,
    bySubject: (subject) => all().find((account) => account.subject === subject),
    byEmail: (email) => all().find((account) => account.email === email.trim().toLowerCase()),
    add(text) {
      const email = text.trim().toLowerCase()
      insert.run(email)
      return accountOf(email)
    },
  }
}
