import type { Db, Key, TransactWrite } from "../../functions/table/db.ts"
import { answerLost, NO_FAULTS, throttled } from "./faults.ts"
import type { Actor, Life, Step } from "./life.ts"
import type { Scheduler } from "./schedule.ts"
import type { View } from "./store.ts"
import { keyOfWrite } from "./write-outcome.ts"

const STALL_MS_MIN = 10
const STALL_MS_MAX = 30_000
const STALE_WRITES_MAX = 150
const SHORT_PAGE_ROWS_MAX = 3

/** What can go wrong with a call beside what always can. */
interface Risk {
  read?: "eventual" | "index" | "strong"
  pages?: boolean
  /** The transport can carry it out twice. */
  repeats?: boolean
  /** It can still be on its way when its caller has stopped waiting. */
  late?: boolean
}

/** One actor of a simulation, as its own code sees the world. */
export function actorOf(scheduler: Scheduler, life: Life): Actor {
  const { random, store } = scheduler
  // Machines differ: some hardly ever stall, others twice as often as the faults say.
  const pace = 2 * random.unit()

  const viewOf = ({ read, pages }: Risk): View => {
    const { staleRead, staleIndex, shortPage } = life.steady ? NO_FAULTS : scheduler.faults()
    const isStale = random.chance(read === "eventual" ? staleRead : read === "index" ? staleIndex : 0)
    return {
      ...(isStale && { lagWrites: Math.round(random.span(1, STALE_WRITES_MAX)) }),
      ...(pages && random.chance(shortPage) && { pageRows: 1 + random.below(SHORT_PAGE_ROWS_MAX) }),
    }
  }

  const risky = <T>(what: string, risk: Risk, apply: (view: View) => T | Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      if (!life.alive) return
      let hasStalled = false
      const say = (fault: string) => scheduler.note(life, fault)
      const onCrash = async () => {
        if (random.chance(0.5)) await Promise.resolve(apply({})).catch(() => {})
      }
      const happen = async () => {
        const faults = life.steady ? NO_FAULTS : scheduler.faults()
        if (!hasStalled && random.chance(faults.stall * pace)) {
          hasStalled = true
          say("stalls")
          const wakeAtMs = scheduler.nowMs() + random.span(STALL_MS_MIN, STALL_MS_MAX)
          return scheduler.enqueue({ ...step, wakeAtMs })
        }
        if (random.chance(faults.throttle)) {
          say("throttled")
          return reject(throttled())
        }
        if (risk.late && random.chance(faults.lateWrite)) {
          say("answer lost, applied later")
          const landing = async (network: Actor) => {
            await network.sleep(random.span(STALL_MS_MIN, STALL_MS_MAX))
            await network.step(`${what} lands`, () => apply({})).catch(() => {})
          }
          scheduler.begin("network", landing, { steady: true }, () => {})
          return reject(answerLost())
        }
        const crashes = random.chance(faults.crash)
        if (crashes && random.chance(0.5)) {
          say("crashes before it")
          return scheduler.crash(life)
        }
        try {
          let answer = await apply(viewOf(risk))
          if (risk.repeats && random.chance(faults.sentTwice)) {
            say("sent twice")
            answer = await apply({})
          }
          if (crashes) {
            say("crashes after it")
            return scheduler.crash(life)
          }
          if (!random.chance(faults.lostAnswer)) return resolve(answer)
          say("answer lost")
          reject(answerLost())
        } catch (error) {
          reject(error)
        }
      }
      const step: Step = { life, what, happen, onCrash }
      scheduler.enqueue(step)
    })

  const calm = (what: string, when: Pick<Step, "wakeAtMs" | "condition">) =>
    new Promise<void>((resolve) => {
      if (life.alive) scheduler.enqueue({ life, what, ...when, happen: resolve })
    })

  const db: Db = {
    get: (key, { strong = false } = {}) =>
      risky(`get ${named(key)}`, { read: strong ? "strong" : "eventual" }, (view) => store.get(key, strong, view)),
    getMany: (keys, { strong = false } = {}) =>
      risky(`getMany ${keys.length}`, { read: strong ? "strong" : "eventual" }, (view) =>
        store.getMany(keys, strong, view),
      ),
    query: (query) => {
      const read = query.index ? "index" : query.strong ? "strong" : "eventual"
      return risky(`query ${query.pk}`, { read, pages: true }, (view) => store.query(query, view))
    },
    write: (write) =>
      risky(`write ${named(keyOfWrite(write))}`, { repeats: true, late: true }, () => store.write(write)),
    change: (update) =>
      risky(`change ${named(update.update)}`, { repeats: true, late: true }, () => store.change(update)),
    transact: (writes) => risky(`transact ${namedAll(writes)}`, { late: true }, () => store.transact(writes)),
  }

  return {
    name: life.name,
    db,
    random: random.fork(),
    nowMs: () => scheduler.nowMs() + life.skewMs,
    step: (what, apply) => risky(what, { repeats: true }, apply),
    sleep: (ms) => calm("wakes", { wakeAtMs: scheduler.nowMs() + ms }),
    until: (condition) => calm("sees what it waited for", { condition }),
    call: (name, run) =>
      new Promise((resolve) => {
        scheduler.open(life)
        scheduler.begin(name, run, { watcher: life.watcher }, (ending) => {
          scheduler.close(life)
          if (life.alive) resolve(ending)
        })
      }),
  }
}

const named = ({ pk, sk }: Key): string => `${pk} ${sk}`
const namedAll = (writes: readonly TransactWrite[]): string =>
  writes.map((write) => named(keyOfWrite(write))).join(", ")
