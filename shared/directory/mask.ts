/** An e-mail address as staff viewers see it: `o…@acme.test`. Text that is none shows its first letter alone. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@")
  const [first = ""] = email
  return at > 0 ? `${first}…${email.slice(at)}` : `${first}…`
}
