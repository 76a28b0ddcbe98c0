const NAME_CHARACTERS_MAX = 24

/** A name short enough for a legend; a table says it whole. */
export const shortName = (name: string): string => {
  const letters = [...name]
  return letters.length > NAME_CHARACTERS_MAX ? `${letters.slice(0, NAME_CHARACTERS_MAX - 1).join("")}…` : name
}
