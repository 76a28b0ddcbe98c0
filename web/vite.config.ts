import { defineConfig } from "vite"
import solid from "vite-plugin-solid"

/** The console is plain files: hashed scripts and styles beside one page, nothing inline, so that the content policy can forbid it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [solid()],
  build: {
    outDir: "../build/web",
    emptyOutDir: true,
    target: ["chrome131", "firefox133", "safari18.2"],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    // The parts of all pages arrive in one piece, not in twenty.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: "parts", test: /web\/src\/(ui\/(?!chart)|data\/)/ }] } },
    },
  },
})
