import type { Page } from "playwright-core"

/** How many times as fast waiting goes on a page that was hastened. */
export const HASTE = 10

/** Whatever a page waits for by its clock comes after a tenth of the time, from its next load on: nobody has to sit through it. */
export const hasten = (page: Page): Promise<unknown> =>
  page.addInitScript((haste) => {
    const wait = globalThis.setTimeout
    globalThis.setTimeout = ((then: () => void, ms = 0) => wait(then, ms / haste)) as typeof setTimeout
  }, HASTE)
