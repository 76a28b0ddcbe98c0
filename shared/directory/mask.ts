/** An e-mail address as staff viewers see it: `o…@acme.test`. Text that is none shows its first letter alone. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@")
  const [first = ""] = email
  return at > 0 ? `${first}…${email.slice(at)}` : `${first}…`
}

/** A person's name as staff viewers read it: one that is an e-mail address is masked. */
export const maskedName = (name: string): string => (name.includes("@") ? maskEmail(name) : name)
