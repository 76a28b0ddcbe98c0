import { defineConfig, type Plugin } from "vite"
import solid from "vite-plugin-solid"

/** Names the console in the page itself, so that it is fetched beside the entry that starts it and not after. */
const consoleBeside: Plugin = {
  name: "console-beside",
  transformIndexHtml: {
    order: "post",
    handler(html, { bundle = {} }) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk")
      const start = chunks.find(({ name }) => name === "console")
      const files = chunks
        .filter(({ fileName }) => fileName === start?.fileName || start?.imports.includes(fileName))
        .flatMap(({ fileName, viteMetadata }) => [fileName, ...(viteMetadata?.importedCss ?? [])])
      const unnamed = files.filter((file) => !html.includes(file))
      return unnamed.map((file) => ({
        tag: "link",
        attrs: { rel: file.endsWith(".css") ? "stylesheet" : "modulepreload", crossorigin: "", href: `/${file}` },
        injectTo: "head",
      }))
    },
  },
}

/** The console is plain files: hashed scripts and styles beside one page, nothing inline, so that the content policy can forbid it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid(), consoleBeside],
  build: {
    outDir: "../build/web",
    emptyOutDir: true,
    target: ["chrome131", "firefox133", "safari18.2"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // What starts first is small and needs nothing else; what all pages share arrives in one piece, not in twenty; what
    // few pages ask for comes with them.
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: "first", test: /web\/src\/(main|token|ahead|pages)\.ts|preload-helper/, priority: 1 },
            {
              name: "parts",
              test: /node_modules\/(@solidjs|solid-js)|web\/src\/(?!console|data\/(?!me|organizations|metrics|exports|views)|pages\/[\w-]+\/|ui\/chart\/(?!units?\.)|shell\/(palette|help))/,
            },
          ],
        },
      },
    },
  },
})
