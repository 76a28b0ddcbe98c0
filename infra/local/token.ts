// npm run token -- EMAIL [--port N] [--data DIR] [--stale]: prints an access token of the running console, alone on its line.
import { type Options, readOptions } from "./options.ts"
import { Sentence } from "./sentence.ts"
import { whereabouts } from "./whereabouts.ts"

const NOT_RUNNING =
  "No console is running here: start it with npm start, or say where it is with --data DIR and --port N."

/** Asks the running console, which knows this program by the secret in its data folder. */
async function askToken({ words, dataDir, portSaid, port, stale }: Options): Promise<string> {
  const [email, ...more] = words
  if (!email || more.length > 0) throw new Sentence("Say whose token: npm run token -- admin@demo.test")
  const console = whereabouts(portSaid ? { port } : { dataDir }) ?? whereabouts({ dataDir })
  if (!console) throw new Sentence(NOT_RUNNING)
  const { url, secret } = console
  const asked = await fetch(`${portSaid ? `http://localhost:${port}` : url}/_local/token`, {
    method: "POST",
    headers: { "content-type": "application/json", "x-local-secret": secret },
    body: JSON.stringify({ email, stale }),
  }).catch(() => {
    throw new Sentence(NOT_RUNNING)
  })
  const answer = (await asked.json().catch(() => ({}))) as { token?: string; message?: string }
  if (!answer.token) throw new Sentence(answer.message ?? NOT_RUNNING)
  return answer.token
}

try {
  process.stdout.write(`${await askToken(readOptions(process.argv.slice(2), ["--port", "--data", "--stale"]))}\n`)
} catch (error) {
  process.stderr.write(`${error instanceof Sentence ? error.message : (error as Error).stack}\n`)
  process.exitCode = 1
}
