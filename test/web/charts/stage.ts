import { mkdtemp, readFile, rm } from "node:fs/promises"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { extname, join } from "node:path"
import type { Browser } from "playwright-core"
import { build, type Plugin } from "vite"
import solid from "vite-plugin-solid"
import { openStageBrowser } from "../support/browser.ts"

const TYPES: Record<string, string> = { ".html": "text/html", ".js": "text/javascript", ".css": "text/css" }

/** As strict as the console's own: no inline script, no inline style. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"

/** The console's own page holds the drawings that marks and icons refer to. */
const sprite: Plugin = {
  name: "sprite",
  async transformIndexHtml(html) {
    const page = await readFile(join(import.meta.dirname, "../../../web/index.html"), "utf8")
    const drawings = /<svg data-component="sprite"[\s\S]*?\n {4}<\/svg>/.exec(page)?.[0] ?? ""
    return html.replace("<body>", `<body>${drawings}`)
  },
}

/** Pages of this folder, built as the console is and served under its policy, with a browser to look at them. */
export interface Stage {
  url: string
  browser: Browser
  close: () => Promise<void>
}

/** Builds the named page of this folder and opens a browser for it. */
export async function stageOf(page: string): Promise<Stage> {
  const outDir = await mkdtemp(join(tmpdir(), "watchbill-stage-"))
  await build({
    configFile: false,
    logLevel: "error",
    root: import.meta.dirname,
    plugins: [solid(), sprite],
    build: { outDir, emptyOutDir: true, target: "es2023", rollupOptions: { input: join(import.meta.dirname, page) } },
  })
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? "/", "http://stage").pathname
    const file = extname(path) ? path : `/${page}`
    const body = await readFile(join(outDir, file)).catch(() => undefined)
    response.writeHead(body ? 200 : 404, {
      "content-type": TYPES[extname(file)] ?? "application/octet-stream",
      "content-security-policy": POLICY,
    })
    response.end(body)
  })
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening))
  const browser = await openStageBrowser()
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    browser,
    async close() {
      await browser.close()
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
      await rm(outDir, { recursive: true, force: true })
    },
  }
}
