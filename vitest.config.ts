import { defineConfig } from "vitest/config"
import { BaseSequencer, type TestSpecification } from "vitest/node"

const env = {
  TABLE_NAME: "watchbill",
  FILES_BUCKET: "files",
  ANCHORS_BUCKET: "anchors",
  BUS_NAME: "watchbill",
  SECRETS_DOORS: "doors",
  SECRETS_SESSION: "session",
  ISSUER: "http://issuer.test",
  CLIENT_ID: "console",
  ISSUER_AUTHORIZE_URL: "http://issuer.test/authorize",
  ISSUER_TOKEN_URL: "http://issuer.test/token",
  ISSUER_REVOKE_URL: "http://issuer.test/revoke",
  ISSUER_LOGOUT_URL: "http://issuer.test/logout",
  PUBLIC_URL: "http://console.test",
  SOCKET_URL: "ws://console.test/live",
  SOCKET_ENDPOINT: "http://sockets.test",
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "local",
  AWS_SECRET_ACCESS_KEY: "local",
  POWERTOOLS_LOG_LEVEL: "SILENT",
}

/** What takes minutes begins first: what begins last keeps one worker busy while the other has nothing to do. */
const LONGEST = ["web/journeys/look", "web/journeys/journeys", "flow/doors", "flow/kill", "sim/sim", "sim/sim-engine"]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const placeOf = ({ moduleId }: TestSpecification): number => {
      const place = LONGEST.findIndex((name) => moduleId.endsWith(`/test/${name}.test.ts`))
      return place === -1 ? LONGEST.length : place
    }
    return (await super.sort(files)).sort((one, other) => placeOf(one) - placeOf(other))
  }
}

/** Files run one after another in two workers at most: several of them start engines and browsers of their own. */
export default defineConfig({
  test: {
    env,
    sequence: { sequencer: LongestFirst },
    globalSetup: ["test/web/support/pages-folder.ts"],
    include: ["test/**/*.test.ts", "test/**/*.test.tsx"],
    testTimeout: 60_000,
    hookTimeout: 90_000,
    // What a page shows next may take a while on a machine that does other things too.
    expect: { poll: { timeout: 10_000 } },
    maxWorkers: 2,
    pool: "forks",
  },
})
