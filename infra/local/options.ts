import { msOfInstant } from "./clock.ts"
import { Sentence } from "./sentence.ts"

/** What `npm start --` and `npm run token --` understand. */
export interface Options {
  port: number
  dataDir: string
  empty: boolean
  fresh: boolean
  stale: boolean
  /** Whether --port was said. */
  portSaid: boolean
  /** What is no option, such as the e-mail of `npm run token`. */
  words: string[]
}
type Name = "--port" | "--data" | "--empty" | "--fresh" | "--stale"

export const DEFAULT_PORT = 4400
const USAGE: Record<Name, string> = {
  "--port": "--port N",
  "--data": "--data DIR",
  "--empty": "--empty",
  "--fresh": "--fresh",
  "--stale": "--stale",
}

/** Reads a command's options; throws one sentence that says what is wrong and what would be right. */
export function readOptions(args: readonly string[], allowed: readonly Name[]): Options {
  const options: Options = {
    port: DEFAULT_PORT,
    dataDir: ".watchbill",
    empty: false,
    fresh: false,
    stale: false,
    portSaid: false,
    words: [],
  }
  const rest = [...args]
  while (rest.length > 0) {
    const [name = "", inline] = rest.shift()!.split(/=(.*)/s)
    if (!name.startsWith("-")) {
      options.words.push(name)
      continue
    }
    if (!allowed.includes(name as Name)) {
      throw new Sentence(`${name} is not an option here; there are ${allowed.map((it) => USAGE[it]).join(", ")}.`)
    }
    if (name === "--port") {
      options.port = portOf(inline ?? rest.shift())
      options.portSaid = true
    } else if (name === "--data") options.dataDir = folderOf(inline ?? rest.shift())
    else if (inline !== undefined) throw new Sentence(`${name} takes no value.`)
    else if (name === "--empty") options.empty = true
    else if (name === "--fresh") options.fresh = true
    else options.stale = true
  }
  return options
}

function portOf(text: string | undefined): number {
  const port = /^\d+$/.test(text ?? "") ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new Sentence("--port takes a number from 0 to 65535; 0 means any free port.")
  return port
}

function folderOf(text: string | undefined): string {
  if (!text || text.startsWith("--")) throw new Sentence("--data takes the folder to keep data in.")
  return text
}

/** WATCHBILL_NOW, checked; undefined when the business clock shall run with the machine's. */
export function nowOf(text: string | undefined): string | undefined {
  return text ? new Date(msOfInstant(text)).toISOString() : undefined
}
