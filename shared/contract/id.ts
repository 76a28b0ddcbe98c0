import * as z from "zod/mini"
import { ID_BYTES_MAX, isId, isPathId } from "../id.ts"

/** An id that somebody else gave. */
export const Id = z
  .string()
  .check(z.refine(isId, `expected 1 to ${ID_BYTES_MAX} bytes of text without # and control characters`))

/** An id that is part of a page's address. */
export const PathId = z
  .string()
  .check(z.refine(isPathId, `expected 1 to ${ID_BYTES_MAX} bytes of text without # / ? % \\ and control characters`))
