// npm start: the whole console on this machine. Options after `--`: --port N, --data DIR, --empty, --fresh.
import { createWriteStream, mkdirSync, statSync } from "node:fs"
import { join } from "node:path"
import { IN_FOLDER } from "./folder.ts"
import { nowOf, type Options, readOptions } from "./options.ts"
import { type RunningRiver, startRiver } from "./river.ts"
import { Sentence } from "./sentence.ts"

const LOG_BYTES_MAX = 10 * 1024 * 1024
const print = process.stdout.write.bind(process.stdout)
const complain = process.stderr.write.bind(process.stderr)
const say = (sentence: string) => void complain(`${sentence}\n`)

/** Reads the command line; a mistake in it is one sentence and status 2. */
function optionsOrExit(): { options: Options; now: string | undefined } {
  try {
    const options = readOptions(process.argv.slice(2), ["--port", "--data", "--empty", "--fresh"])
    if (options.words.length > 0) throw new Sentence(`${options.words[0]} is not understood: options begin with --.`)
    return { options, now: nowOf(process.env["WATCHBILL_NOW"]) }
  } catch (error) {
    say((error as Error).message)
    process.exit(2)
  }
}

/** What functions log goes to a file: stdout has exactly one line, the one that says ready, and stderr few. */
function divertLogs(dataDir: string): string {
  mkdirSync(dataDir, { recursive: true })
  const path = join(dataDir, IN_FOLDER.log)
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const file = createWriteStream(path, { flags: size > LOG_BYTES_MAX ? "w" : "a" })
  for (const stream of [process.stdout, process.stderr]) {
    stream.write = ((chunk: string | Uint8Array) => file.write(chunk)) as typeof stream.write
  }
  return path
}

const { options, now } = optionsOrExit()
process.setSourceMapsEnabled(true)
let river: RunningRiver | undefined
let stopping = false
const stop = async () => {
  if (stopping) return
  stopping = true
  await river?.stop()
  process.exit(0)
}
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void stop())
// npm or the launcher was killed: nobody is left to stop this console.
if (process.send) process.on("disconnect", () => void stop())
process.on("unhandledRejection", (error) =>
  say(`Something was not waited for: ${error instanceof Error ? error.stack : error}`),
)

try {
  const { port, dataDir, empty, fresh } = options
  const log = divertLogs(dataDir)
  const seen = new Set<string>()
  const onFailure = (name: string, error: unknown) => {
    process.stdout.write(
      `${JSON.stringify({ level: "ERROR", function: name, error: error instanceof Error ? error.stack : error })}\n`,
    )
    if (!seen.has(name)) say(`The function ${name} failed (${(error as Error).message}); see ${log}.`)
    seen.add(name)
  }
  river = await startRiver({ port, dataDir, empty, fresh, now, say, onFailure })
  if (stopping) await river.stop()
  else print(`ready ${river.url}\n`)
} catch (error) {
  say(error instanceof Sentence ? error.message : `The console could not start: ${(error as Error).stack}`)
  process.exit(1)
}
