import "./environment.ts"
import { giveCredits } from "../../functions/api/credit-commands.ts"
import { keepEvents } from "../../functions/ingest/keep-events.ts"
import { receive } from "../../functions/ingest/stripe.ts"
import { close } from "../../functions/project/close.ts"
import { project } from "../../functions/project/index.ts"
import { schedule } from "../../functions/runtime/schedule.ts"
import { audited } from "../../functions/table/audit-entry.ts"
import { answerWants } from "../../functions/task/answer-wants.ts"
import { saveOrganization } from "../../functions/table/organization.ts"

/** The product's steps that worlds take. Variants in broken/ put others in their place. */
export interface Steps {
  keepEvents: typeof keepEvents
  receive: typeof receive
  project: typeof project
  close: typeof close
  audited: typeof audited
  saveOrganization: typeof saveOrganization
  schedule: typeof schedule
  answerWants: typeof answerWants
  giveCredits: typeof giveCredits
}

export const TRUE_STEPS: Steps = {
  keepEvents,
  receive,
  project,
  close,
  audited,
  saveOrganization,
  schedule,
  answerWants,
  giveCredits,
}

/** A way to do it wrong, which some seed of a world must show. */
export interface Variant {
  name: string
  /** What is wrong, in a sentence. */
  wrong: string
  world: string
  steps: Partial<Steps>
}
