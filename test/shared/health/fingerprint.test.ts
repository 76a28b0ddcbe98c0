import { describe, expect, test } from "vitest"
import { type ErrorTold, FINGERPRINT_VERSION, fingerprintOf } from "#shared/health/fingerprint.ts"
import { framesIn } from "#shared/health/stack-frames.ts"
import { withoutVariables } from "#shared/health/variable-parts.ts"

const V8 = `TypeError: Cannot read properties of undefined (reading 'id')
    at Invoice.total (/srv/app/src/billing/invoice.ts:41:17)
    at async file:///srv/app/src/billing/send.ts:12:3
    at Array.map (<anonymous>)
    at node:internal/process/task_queues:95:5
    at Layer.handle [as handle_request] (/srv/app/node_modules/express/lib/router/layer.js:95:5)
    at new Session (C:\\work\\app\\src\\session.js:7:1)`
const FIREFOX = `total@https://app.acme.test/assets/index-3f9a2b1c.js?v=3:41:17
@https://app.acme.test/assets/app.BxYzKqWv.chunk.js:1:90
run@moz-extension://4d2/inject.js:1:1`
const PYTHON = `Traceback (most recent call last):
  File "/usr/lib/python3.12/asyncio/runners.py", line 118, in run
    return self._loop.run_until_complete(task)
  File "/srv/app/jobs/sync.py", line 31, in main
    push(batch)
  File "/srv/app/.venv/lib/python3.12/site-packages/requests/api.py", line 59, in request
    return session.request()
  File "/srv/app/jobs/push.py", line 8, in push
    raise ValueError("no batch")
ValueError: no batch`
const JAVA = `com.acme.billing.PaymentException: card declined
	at com.acme.billing.Gateway.lambda$pay$3(Gateway.java:88)
	at java.base/java.util.ArrayList.forEach(ArrayList.java:1596)
	at org.springframework.web.method.support.InvocableHandlerMethod.invoke(InvocableHandlerMethod.java:190)
	at app//com.acme.billing.Billing$1.run(Billing.kt)
	at jdk.internal.reflect.GeneratedMethodAccessor12.invoke(Unknown Source)
Caused by: java.net.SocketTimeoutException
	... 12 more`
const GO = `panic: runtime error: index out of range [3] with length 3

goroutine 34 [running]:
runtime.gopanic({0x1049c6e20?, 0x14000122018?})
	/usr/local/go/src/runtime/panic.go:770 +0x124
github.com/acme/api/billing.(*Server).Pay(0x14000110000, {0x1400001c0d0, 0x6})
	/src/api/billing/server.go:52 +0x1c4
github.com/gin-gonic/gin.(*Context).Next(...)
	/go/pkg/mod/github.com/gin-gonic/gin@v1.10.0/context.go:185
created by main.main in goroutine 1
	/src/api/main.go:19 +0x2c`

const own = (stack: string) =>
  framesIn(stack)
    .filter(({ isOwn }) => isOwn)
    .map(({ file, inside }) => `${file} ${inside}`.trim())

describe("a stack's own frames, newest first and without lines", () => {
  test.each([
    ["Node's", V8, ["billing/invoice.ts Invoice.total", "billing/send.ts", "src/session.js new Session"]],
    ["a browser's", FIREFOX, ["assets/index.js total", "assets/app.chunk.js"]],
    ["Python's", PYTHON, ["jobs/push.py push", "jobs/sync.py main"]],
    ["Java's", JAVA, ["com.acme.billing.Gateway lambda$pay$", "com.acme.billing.Billing$ run"]],
    ["Go's", GO, ["billing/server.go github.com/acme/api/billing.(*Server).Pay", "api/main.go main.main"]],
    ["no stack's", "it went wrong at 12:30:11", []],
  ])("%s", (_, stack, frames) => {
    expect(own(stack)).toEqual(frames)
  })
})

describe("a message without its variable parts", () => {
  test.each([
    ["Order 17 of ada@acme.test was not found", "Order <n> of <email> was not found"],
    ["GET https://api.acme.test/v1/orders/17?x=2 took 1,204.5ms", "GET <url> took <n>ms"],
    ["no row 3f2504e0-4f89-11d3-9a0c-0305e82c3301", "no row <uuid>"],
    ["at 0x7FFE12 in build 4f3a2b1c9d", "at <hex> in build <hex>"],
    [`key "a b" and 'c d' don't fit \`e\``, "key <text> and <text> don't fit <text>"],
    ["user42 and shard_7 failed   twice\n again -3 times", "user<n> and shard_<n> failed twice again <n> times"],
    ["facade defaced", "facade defaced"],
    ["", ""],
  ])("%s", (message, rest) => {
    expect(withoutVariables(message)).toBe(rest)
  })

  test("is found in time linear to its length, whatever it says", () => {
    for (const part of ["a.", "a@", "'", '"', "1,", "a-", "0x", "f0", "://"]) {
      const before = performance.now()
      withoutVariables(part.repeat(20_000))
      framesIn(`    at ${part.repeat(10_000)}`)
      framesIn(`    at ${part.repeat(200)} (\n`.repeat(40))
      expect(performance.now() - before, part).toBeLessThan(200)
    }
  })
})

describe("errors are the same", () => {
  const error = (more: Partial<ErrorTold> = {}): ErrorTold => ({ type: "TypeError", message: "order 17", ...more })
  const same: readonly (readonly [string, ErrorTold, ErrorTold])[] = [
    ["by one message with other numbers", error(), error({ message: "order 18" })],
    ["by one stack with other lines", error({ stack: V8 }), error({ stack: V8.replaceAll(/:\d+:\d+/g, ":9:9") })],
    ["by one stack, whatever the message says", error({ stack: V8 }), error({ stack: V8, message: "order lost" })],
    [
      "by one stack from another build",
      error({ stack: FIREFOX }),
      error({ stack: FIREFOX.replace("3f9a2b1c", "00ff11ee") }),
    ],
    ["by five frames, whatever lies below", error({ stack: deep("a") }), error({ stack: deep("b") })],
    ["by the product's word", error({ fingerprint: "pay" }), error({ type: "Other", stack: V8, fingerprint: ["pay"] })],
    ["by the message where no frame is the product's", error({ stack: "at f (node:fs:1:2)" }), error()],
  ]
  test.each(same)("%s", (_, one, other) => {
    expect(fingerprintOf(one)).toBe(fingerprintOf(other))
  })

  const others: readonly (readonly [string, ErrorTold, ErrorTold])[] = [
    ["of another type", error(), error({ type: "RangeError" })],
    ["with another message", error(), error({ message: "invoice 17" })],
    ["through other code", error({ stack: V8 }), error({ stack: V8.replace("Invoice.total", "Invoice.tax") })],
    ["with another word of the product", error({ fingerprint: ["a", "b"] }), error({ fingerprint: ["ab"] })],
    ["with a stack, and without one", error({ stack: PYTHON }), error()],
  ]
  test.each(others)("not %s", (_, one, other) => {
    expect(fingerprintOf(one)).not.toBe(fingerprintOf(other))
  })

  test("under a name that says the version and the rule, and can stand in an address", () => {
    expect(fingerprintOf(error({ fingerprint: "pay" }))).toMatch(new RegExp(`^${FINGERPRINT_VERSION}c[\\da-z]{21}$`))
    expect(fingerprintOf(error({ stack: GO }))).toMatch(/^1s[\da-z]{21}$/)
    expect(fingerprintOf({ type: "E" })).toMatch(/^1m[\da-z]{21}$/)
    const many = Array.from({ length: 40_000 }, (_, nth) => fingerprintOf({ type: `E${nth}` }))
    expect(new Set(many).size).toBe(40_000)
  })
})

/** Five frames of the product's and one more. */
function deep(last: string): string {
  return ["one", "two", "three", "four", "five", last]
    .map((name) => `    at ${name} (/srv/src/${name}.js:1:1)`)
    .join("\n")
}
