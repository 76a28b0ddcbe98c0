import { ProductAnswer } from "#shared/contract/product-usage.ts"
import { productUrlFault, productUrlOf } from "#shared/payments/product-url.ts"
import { oddityIn } from "#shared/plain.ts"
import { inGroups } from "../runtime/in-groups.ts"
import { logger } from "../runtime/logger.ts"
import { disputeOfKey } from "../table/dispute.ts"
import type { Ground } from "../table/ground.ts"
import {
  claimProductUsage,
  dueProductUsage,
  keepProductAnswer,
  noteProductFailure,
  type ProductUsageRow,
} from "../table/product-usage.ts"

/** The product, which says what a customer used. */
export interface Product {
  /** Whether the machine that asks may be asked itself. */
  localhost: boolean
  /** The body of the answer; an error in words where there is none. */
  ask(url: URL): Promise<string>
}

const A_LOOK = 50
const AT_ONCE = 4

/** Asks the product about every dispute that is due, and keeps what it answers. Answers how many times it asked. */
export async function answerProduct(
  ground: Ground,
  product: Product,
  until: () => boolean = () => false,
): Promise<number> {
  let asked = 0
  for (;;) {
    const keys = await dueProductUsage(ground.db, ground.clock.due(), A_LOOK)
    const rows = await inGroups(keys, AT_ONCE, async (key) => {
      const now = { due: ground.clock.due(), at: ground.clock.machine() }
      const row = until() ? undefined : await claimProductUsage(ground.db, key, now)
      if (row) await ask(ground, product, row)
      return row
    })
    const claimed = rows.filter((row) => row !== undefined).length
    asked += claimed
    if (claimed === 0 || until()) return asked
  }
}

async function ask(ground: Ground, product: Product, row: ProductUsageRow): Promise<void> {
  const { productUrl } = await ground.settings()
  const forGood = (text: string) => failed(ground, row, { host: null, text, isFinal: true })
  if (productUrl === undefined) return forGood("The product URL was taken out of the settings before it was answered")
  const fault = productUrlFault(productUrl, product)
  if (fault !== undefined) return failed(ground, row, { host: null, text: fault.replace(/\.$/, ""), isFinal: false })
  const url = productUrlOf(productUrl, row)
  if (!url) return forGood("The product URL asks for an id of the customer or the organization that nobody told")
  let answer: ProductAnswer
  try {
    answer = readProductAnswer(await product.ask(url))
  } catch (error) {
    return failed(ground, row, { host: url.host, text: (error as Error).message, isFinal: false })
  }
  await keepProductAnswer(ground.db, row, url.host, answer)
}

/** Reads what the product answered; an error says what is not as the contract has it, and where. */
export function readProductAnswer(body: string): ProductAnswer {
  let told: unknown
  try {
    told = JSON.parse(body)
  } catch {
    throw new Error("It answered what is no JSON")
  }
  const odd = oddityIn(told)
  if (odd) throw new Error(`Its answer holds ${odd.what}, in ${odd.where}`)
  const read = ProductAnswer.safeParse(told)
  if (read.success) return read.data
  const [{ path, code } = { path: [], code: "invalid" }] = read.error.issues
  throw new Error(`Its answer is not as docs/api.md says: ${code.replaceAll("_", " ")} in ${path.join(".") || "body"}`)
}

/** What the log says when a product was asked in vain to the end. */
const GIVEN_UP_MESSAGE = "product given up"

async function failed(
  { db }: Ground,
  row: ProductUsageRow,
  failure: Parameters<typeof noteProductFailure>[2],
): Promise<void> {
  const outcome = await noteProductFailure(db, row, failure)
  const of = disputeOfKey(row)
  // What was taken out, or what nobody told, is nothing to repair.
  if (outcome === "givenUp" && !failure.isFinal) logger.warn(GIVEN_UP_MESSAGE, { of, failure })
  else logger.warn("product not asked", { of, failure })
}
