import * as z from "zod/mini"

/** A name as people give it: one line of at least one character. */
export const Line = (charactersMax: number) =>
  z.string().check(
    z.trim(),
    z.minLength(1),
    z.maxLength(charactersMax),
    z.refine((name) => !/\p{Cc}/u.test(name), "A name is one line"),
  )
