import { tmpdir } from "node:os"
import { join } from "node:path"
import { setTimeout as pause } from "node:timers/promises"
import chromium from "@sparticuz/chromium"
import { type Browser, chromium as playwright } from "playwright-core"
import { holdLock } from "../../../infra/local/folder.ts"

/** Switches of the package that turn off what is tested here: the content policy, origins, and one process for each page. */
const UNWANTED = ["--disable-web-security", "--allow-running-insecure-content", "--single-process"]

/** Switches of the package that draw as a graphics card does, by a processor: what stands on pages is the same, and twice as dear. */
const DEAR = /-gpu|=angle|swiftshader/

/** A browser as strict as a person's. */
export const openBrowser = (): Promise<Browser> => launched((arg) => !UNWANTED.includes(arg))

/** A browser in one process, for pages over invented answers. It ends with its last context. */
export const openStageBrowser = (): Promise<Browser> => launched(() => true)

async function launched(isWanted: (arg: string) => boolean): Promise<Browser> {
  return playwright.launch({
    executablePath: await unpacked(),
    args: [...chromium.args.filter((arg) => isWanted(arg) && !DEAR.test(arg)), "--disable-gpu"],
    headless: true,
  })
}

/** The first asker unpacks the browser for this machine; others wait, because half a browser looks like one. */
async function unpacked(): Promise<string> {
  for (;;) {
    const release = holdLock(join(tmpdir(), "watchbill-browser.lock"))
    if (release) return chromium.executablePath().finally(release)
    await pause(100)
  }
}
