import { spawnSync } from "node:child_process"
import { readFileSync, rmSync } from "node:fs"

/**
 * `npm test`: lint, types, unused code, then every test. Ends with one line, `N passed, N failed`,
 * that counts the checks as well; anything after `--` goes to the test runner.
 */
interface Check {
  name: string
  command: string[]
}

const bin = (name: string) => `node_modules/.bin/${name}`
export const CHECKS: readonly Check[] = [
  { name: "types", command: [bin("tsc"), "-p", "."] },
  { name: "lint", command: [bin("oxlint"), "--type-aware", "--quiet"] },
  { name: "format", command: [bin("biome"), "format", "."] },
  { name: "unused code", command: [bin("knip"), "--no-progress"] },
]

const REPORT = "test/artifacts/report.json"
const asked = process.argv.slice(2)
let [passed, failed] = [0, 0]

for (const { name, command } of asked.length > 0 ? [] : CHECKS) {
  const { status } = spawnSync(command[0]!, command.slice(1), { stdio: "inherit" })
  if (status === 0) passed++
  else failed++
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name}`)
}

rmSync(REPORT, { force: true })
const { status } = spawnSync(
  process.execPath,
  [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${REPORT}`,
    ...asked,
  ],
  { stdio: "inherit" },
)
const counts = countsIn(REPORT)
passed += counts.passed
failed += counts.failed
if (status !== 0 && counts.failed === 0) failed++

console.log(`${passed} passed, ${failed} failed`)
process.exit(failed === 0 ? 0 : 1)

/** A runner that died leaves no report: that is a failure, never silence. */
function countsIn(path: string): { passed: number; failed: number } {
  try {
    const report = JSON.parse(readFileSync(path, "utf8")) as { numPassedTests: number; numFailedTests: number }
    return { passed: report.numPassedTests, failed: report.numFailedTests }
  } catch {
    return { passed: 0, failed: 1 }
  }
}
