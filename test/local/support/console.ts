// A console of the small river in a process of its own: DATA_DIR is all it needs.
import { startRiver } from "../../../infra/local/river.ts"
import { otherRiver } from "./river.ts"

const dataDir = process.argv[2]!
const running = await startRiver({ dataDir, other: await otherRiver(dataDir) })
process.on("SIGTERM", () => void running.stop().then(() => process.exit(0)))
process.stdout.write(`ready ${running.url}\n`)
