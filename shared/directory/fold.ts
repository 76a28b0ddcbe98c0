/** Accents and other marks over, under or through a letter. The iota subscript stays: in capitals it is a letter. */
const MARK_BLOCKS = [
  "\\u0300-\\u0344\\u0346-\\u036f",
  "\\u1ab0-\\u1aff",
  "\\u1dc0-\\u1dff",
  "\\u20d0-\\u20ff",
  "\\ufe20-\\ufe2f",
]
const MARKS = new RegExp(`[${MARK_BLOCKS.join("")}]+`, "g")

/** Letters that Unicode does not take apart though a keyboard without them writes the plain ones. */
const PLAIN: Record<string, string> = {
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  ħ: "h",
  ŧ: "t",
  þ: "th",
  æ: "ae",
  œ: "oe",
  ς: "σ",
}
const SPECIAL = new RegExp(`[${Object.keys(PLAIN).join("")}]`, "g")

const BEYOND_ASCII = /[\u0080-\uffff]/
export const isAscii = (text: string): boolean => !BEYOND_ASCII.test(text)

/**
 * Text as search and sort see it: without case, accents and width. "Åsa", "ASA" and "åsa" fold to "asa", "Straße" to "strasse".
 * Folding what is folded changes nothing. Lower, upper and lower again because ẞ, ß and SS meet only that way.
 */
export function fold(text: string): string {
  if (isAscii(text)) return text.toLowerCase()
  return text
    .normalize("NFKD")
    .replace(MARKS, "")
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKD")
    .replace(MARKS, "")
    .replace(SPECIAL, (letter) => PLAIN[letter]!)
    .normalize("NFC")
}
