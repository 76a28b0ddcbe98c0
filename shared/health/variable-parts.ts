/**
 * A message without what differs from one report of the same error to the next: addresses, e-mails, ids, quoted text and
 * numbers each become a word for what stood there. `Order 17 of ada@acme.test` is `Order <n> of <email>`.
 */
export function withoutVariables(message: string): string {
  let text = message.slice(0, MESSAGE_MAX)
  for (const [pattern, word] of VARIABLES) text = text.replaceAll(pattern, word)
  return text.replaceAll(/\s+/g, " ").trim()
}

const MESSAGE_MAX = 2_000

/** In this order: an id within an address is the address's. */
const VARIABLES: readonly (readonly [RegExp, string])[] = [
  [/(?<![a-z\d+.-])[a-z][a-z\d+.-]*:\/\/[^\s"'<>)\]]+/gi, "<url>"],
  [/(?<![\w.%+-])[\w.%+-]+@[\w-]+(?:\.[\w-]+)+/g, "<email>"],
  [/\b[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}\b/gi, "<uuid>"],
  [/"[^"\n]*"|`[^`\n]*`|“[^”\n]*”|(?<!\w)'[^'\n]*'(?!\w)/g, "<text>"],
  [/\b0x[\da-f]+\b/gi, "<hex>"],
  [/\b(?=[a-f]*\d)(?=\d*[a-f])[\da-f]{8,}\b/gi, "<hex>"],
  [/(?<![<\w])[-+]?\d+(?:[.,:]\d+)*(?:e[-+]?\d+)?/gi, "<n>"],
  [/(?<=[a-z_])\d+(?![a-z])/gi, "<n>"],
]
