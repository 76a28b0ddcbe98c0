/** A place in a program that an error came through, without its line: what stays the same when code above it changes. */
export interface Frame {
  file: string
  inside: string
  /** It is the product's own code, no library's and no platform's. */
  isOwn: boolean
}

/** As many lines of a stack are read: the first, and of Python, where the newest call comes last, the last. */
const LINES_MAX = 200

/** The frames of a stack as JavaScript, Python, Java or Go print one, newest call first; none of a text that is no stack. */
export function framesIn(stack: string): Frame[] {
  const lines = stack.split(/\r?\n/)
  if (lines.some((line) => PYTHON.test(line))) return pythonFrames(lines.slice(-LINES_MAX))
  const first = lines.slice(0, LINES_MAX)
  if (first.some((line) => JAVA.test(line))) return javaFrames(first)
  if (first.some((line) => GO_FILE.test(line))) return goFrames(first)
  return scriptFrames(first)
}

const PYTHON = /^\s*File "([^"]+)", line \d+, in (.+)$/
const PYTHON_LIBRARY = /(^|\/)(site-packages|dist-packages|lib\/python[\d.]+)\/|^</

const pythonFrames = (lines: readonly string[]): Frame[] =>
  lines
    .flatMap((line) => {
      const [, path, inside] = PYTHON.exec(line) ?? []
      if (path === undefined || inside === undefined) return []
      return [{ file: fileOf(path), inside: inside.trim(), isOwn: !PYTHON_LIBRARY.test(slashed(path)) }]
    })
    .reverse()

const JAVA =
  /^\s*at ((?:[\w.@-]+\/{1,2})?[\w.$]+)\.([\w$<>]+)\(([\w$-]+\.(?:java|kt|scala|groovy)(?::\d+)?|Native Method|Unknown Source)\)/
const JAVA_LIBRARY =
  /^(java|javax|jdk|sun|com\.sun|jakarta|kotlin|kotlinx|scala|groovy|org\.(springframework|apache|hibernate|eclipse|jetbrains)|io\.(netty|reactivex|micrometer)|reactor)\./

const javaFrames = (lines: readonly string[]): Frame[] =>
  lines.flatMap((line) => {
    const [, place, method] = JAVA.exec(line) ?? []
    if (place === undefined || method === undefined) return []
    // A module stands before the class: `java.base/java.util.ArrayList`.
    const type = place.slice(place.lastIndexOf("/") + 1)
    return [{ file: withoutCounts(type), inside: withoutCounts(method), isOwn: !JAVA_LIBRARY.test(type) }]
  })

/** Names that a compiler makes are counted: `lambda$pay$3`, `Billing$$Lambda$14`. */
const withoutCounts = (name: string): string => name.replaceAll(/\$\d+/g, "$")

const GO_FILE = /^\s+(\/?\S+\.(?:go|s)):\d+(?: \+0x[\da-f]+)?$/
const GO_LIBRARY = /\/(go|golang|libexec)\/src\/|\/pkg\/mod\/|\/vendor\//

function goFrames(lines: readonly string[]): Frame[] {
  return lines.flatMap((line, at) => {
    const path = GO_FILE.exec(line)?.[1]
    const call = lines[at - 1]
    if (path === undefined || call === undefined) return []
    // `main.(*Server).pay(0xc000010000, 0x1)` without its arguments, `created by main.run in goroutine 1` without who.
    const inside = call
      .trim()
      .replace(/^created by /, "")
      .replace(/ in goroutine \d+$/, "")
      .replace(/\([^()]*\)$/, "")
    return [{ file: fileOf(path), inside, isOwn: !GO_LIBRARY.test(path) && !/^(runtime|panic)\b/.test(inside) }]
  })
}

/** `at pay (https://x.test/app.js:1:2)`, `at async file:///app/pay.js:3:4`, and `pay@https://x.test/app.js:1:2` of other browsers. */
const SCRIPT = /^\s*at (?:async )?(?:(.+) \()?(?:async )?([^\s()]+?):\d+(?::\d+)?\)?$/
const OTHER_SCRIPT = /^([^@\s]*)@(\S+?):\d+(?::\d+)?$/
const SCRIPT_LIBRARY =
  /(^|\/)(node_modules|webpack)\/|^node:|(^|\/)internal\/|^(native|<anonymous>|\[native code\])$|^(chrome|moz|safari(-web)?)-extension:/

const scriptFrames = (lines: readonly string[]): Frame[] =>
  lines.flatMap((line) => {
    if (line.length > LINE_MAX) return []
    const [, inside = "", path] = SCRIPT.exec(line) ?? OTHER_SCRIPT.exec(line) ?? []
    if (path === undefined) return []
    return [{ file: fileOf(path), inside: inside.replace(/ \[as .*\]$/, ""), isOwn: !SCRIPT_LIBRARY.test(path) }]
  })
const LINE_MAX = 500

const slashed = (path: string): string => path.replaceAll("\\", "/")

/** The file of a path and the folder it is in: neither a machine, nor a build's own hash, nor what was asked for stays in it. */
function fileOf(path: string): string {
  const plain = slashed(path)
    .replace(/[?#].*$/, "")
    .replace(/^[a-z][a-z\d+.-]*:\/\/[^/]*/i, "")
  const [name = "", folder = ""] = plain.split("/").reverse()
  return `${folder && `${folder}/`}${name.replace(BUILD_HASH, "")}`
}
/** `index-3f9a2b1c.js`, `app.BxYzKqWv.chunk.js`. */
const BUILD_HASH = /[-.](?=\w*[\dA-Z])\w{8,}(?=\.)/
