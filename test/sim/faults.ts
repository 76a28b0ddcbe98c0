import type { Random } from "./random.ts"

/** How likely each thing goes wrong at one step. */
export interface Faults {
  /** The call fails before anything is applied. */
  throttle: number
  /** The call is applied and its answer lost; the caller sees a time-out. */
  lostAnswer: number
  /** The caller sees a time-out, and the write it stopped waiting for is applied later. */
  lateWrite: number
  /** The answer is lost on the way, and the transport applies the call again: the second answer counts. */
  sentTwice: number
  /** The actor dies, before or after the call is applied; nothing it was going to do is done. */
  crash: number
  /** The call waits, for anything from a moment to half a minute. */
  stall: number
  /** An eventual read, or a read of an index, sees the table of some writes ago. */
  staleRead: number
  staleIndex: number
  /** A page ends early. */
  shortPage: number
  /** A reader of the stream never sees a record. */
  streamLost: number
  /** A batch that was applied comes again, at once or late. */
  streamAgain: number
  /** Every actor's clock is off by up to this. */
  skewMsMax: number
}

export const NO_FAULTS: Faults = {
  throttle: 0,
  lostAnswer: 0,
  lateWrite: 0,
  sentTwice: 0,
  crash: 0,
  stall: 0,
  staleRead: 0,
  staleIndex: 0,
  shortPage: 0,
  streamLost: 0,
  streamAgain: 0,
  skewMsMax: 0,
}

const HIGHEST: Faults = {
  throttle: 0.06,
  lostAnswer: 0.06,
  lateWrite: 0.06,
  sentTwice: 0.06,
  crash: 0.04,
  stall: 0.15,
  staleRead: 0.5,
  staleIndex: 0.5,
  shortPage: 0.5,
  streamLost: 0.15,
  streamAgain: 0.4,
  skewMsMax: 3_000,
}

/** A mix of faults: some are off, so that the others get far; the rest are anything up to their highest. */
export function swarm(random: Random): Faults {
  const mixed = { ...NO_FAULTS }
  for (const name of Object.keys(HIGHEST) as (keyof Faults)[])
    if (random.chance(0.7)) mixed[name] = HIGHEST[name] * random.unit()
  return mixed
}

/** Faults come by the thousand and nobody asks where they were thrown, so they carry no stack, which costs the most. */
function withoutStack<Fault extends Error>(make: () => Fault): Fault {
  const limit = Error.stackTraceLimit
  Error.stackTraceLimit = 0
  const fault = make()
  Error.stackTraceLimit = limit
  return fault
}

/** What a caller sees of a throttle, under DynamoDB's name for it. */
export const throttled = (): Error => withoutStack(() => new Throttled())
class Throttled extends Error {
  override name = "ProvisionedThroughputExceededException"
}

/** What a caller sees when an answer is lost. */
export const answerLost = (): Error => withoutStack(() => new AnswerLost())
class AnswerLost extends Error {
  override name = "TimeoutError"
}
