import { Sentence } from "../local/sentence.ts"
import { FUNCTIONS, type FunctionSpec } from "../functions.ts"
import type { Stage } from "../stage.ts"
import type { Account } from "./aws.ts"

/** Lambda lets nobody reserve what would leave the rest of the account with less. */
const UNRESERVED_MIN = 100

/** What would make the deployment fail half-way, asked beforehand. */
export async function checkAccount(account: Account, stage: Stage): Promise<void> {
  const prepared = await account.json("ssm", "AmazonSSM.GetParameter", { Name: "/cdk-bootstrap/hnb659fds/version" })
  if (!prepared) {
    throw new Sentence(
      `Account ${account.id} is not prepared for CDK in ${account.region}: ` +
        `run \`npx cdk bootstrap aws://${account.id}/${account.region}\` once, then again.`,
    )
  }
  if (!stage.reserveConcurrency) return
  const settings = (await account.get("lambda", "/2016-08-19/account-settings/")) as {
    AccountLimit: { ConcurrentExecutions: number }
  }
  const reserved = Object.values<FunctionSpec>(FUNCTIONS).reduce((sum, { concurrency = 0 }) => sum + concurrency, 0)
  const limit = settings.AccountLimit.ConcurrentExecutions
  if (limit < reserved + UNRESERVED_MIN) {
    throw new Sentence(
      `This account may run ${limit} functions at once, too few to reserve ${reserved} of them. ` +
        'Set "reserveConcurrency": false in the stage file, or ask AWS for more (Service Quotas, Lambda, concurrent executions).',
    )
  }
}
