import { Code } from "aws-cdk-lib/aws-lambda"
import type { Queue } from "aws-cdk-lib/aws-sqs"
import { Construct } from "constructs"
import type { EnvName } from "../../functions/runtime/env.ts"
import type { Alarms } from "../constructs/alarms.ts"
import { deadLetters } from "../constructs/dead-letters.ts"
import { type Allowed, allow, grantsOf, type Reach, together } from "../constructs/grants.ts"
import { RiverFunction } from "../constructs/river-function.ts"
import { FUNCTIONS, type FunctionName, type FunctionSpec } from "../functions.ts"
import { READERS, RULES, SCHEDULES } from "../river.ts"
import type { Stage } from "../stage.ts"

export interface FunctionsProps {
  stage: Stage
  alarms: Alarms
  /** The folder that `infra/build.ts` fills: all bundles, and the pieces they share. */
  folder: string
  reach: Reach
  /** What every function is told. */
  environment: Partial<Record<EnvName, string>>
  /** What only those are told that know sessions and callers. */
  signIn: Partial<Record<EnvName, string>>
}

/** Every function of the river, in its order, each with exactly what its grants name. */
export class Functions extends Construct {
  private readonly made = new Map<FunctionName, RiverFunction>()
  /** Where failures of a reader, of the schedules and of a rule wait, by name. */
  private readonly queues = new Map<string, Queue>()

  constructor(scope: Construct, id: string, props: FunctionsProps) {
    super(scope, id)
    const { stage, alarms, folder, reach } = props
    const code = Code.fromAsset(folder, { exclude: NOT_CODE })
    const grants = grantsOf(reach)
    for (const { name, whenItFails } of LETTERS) {
      this.queues.set(name, deadLetters(this, { name, whenItFails, stage, alarms }))
    }
    for (const [name, spec] of Object.entries(FUNCTIONS) as [FunctionName, FunctionSpec][]) {
      const allowed = [
        { statements: [], environment: props.environment },
        ...spec.grants.map((grant) => grants[grant]()),
        ...(spec.grants.includes("secrets.session") ? [{ statements: [], environment: props.signIn }] : []),
        ...(isReader(name) ? [this.reading(reach.keep.streamArn, name)] : []),
      ].reduce(together)
      const made = new RiverFunction(this, name, {
        spec,
        code,
        stage,
        alarms,
        allowed,
        comesBack: isReader(name) || isScheduled(name),
        deadLetters: this.queueOfCalls(name),
      })
      this.made.set(name, made)
    }
  }

  of(name: FunctionName): RiverFunction {
    const made = this.made.get(name)
    if (!made) throw new Error(`infra/river.ts names a function that it does not describe: ${name}`)
    return made
  }

  queue(name: string): Queue {
    const queue = this.queues.get(name)
    if (!queue) throw new Error(`Nothing says where failures of ${name} wait`)
    return queue
  }

  /** Lambda reads the stream in the function's name, and leaves there what it gave up. */
  private reading(streamArn: string, name: FunctionName): Allowed {
    return {
      statements: [allow(READ_STREAM, streamArn), allow(["sqs:SendMessage"], this.queue(name).queueArn)],
      environment: {},
    }
  }

  /** Where a call nobody waits for ends when it keeps failing: schedules and the bus call so. */
  private queueOfCalls(name: FunctionName): Queue | undefined {
    if (isScheduled(name)) return this.queue("schedules")
    const rule = RULES.find(({ to }) => "function" in to && to.function === name)
    return rule && this.queue(rule.name)
  }
}

const isReader = (name: FunctionName) => READERS.some(({ to }) => to === name)
const isScheduled = (name: FunctionName) => SCHEDULES.some(({ to }) => to === name)

/** What the build notes for itself. */
const NOT_CODE = ["meta.json", ".sources"]

const READ_STREAM = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:ListStreams",
]

/** Every place where failures wait, and what a person notices meanwhile. */
const LETTERS = [
  ...READERS.map(({ to }) => ({
    name: to as string,
    whenItFails: `Some changes were given up after many tries. ${FUNCTIONS[to].whenItFails}`,
  })),
  ...RULES.map(({ name, to }) => ({
    name,
    whenItFails:
      "workflow" in to
        ? `Something was asked for and never began: the workflow ${to.workflow} could not be started.`
        : `Events of the bus were given up after many tries. ${FUNCTIONS[to.function].whenItFails}`,
  })),
  {
    name: "schedules",
    whenItFails: "Runs of the clock were given up. The next run does their work; many letters mean that it cannot.",
  },
]
