import { For } from "solid-js"

const DAYS = ["Saturday", "Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"]
const WATCHES = ["00", "04", "08", "12", "16", "20"]
/** Day and watch of what is not ok, and where now is. */
const WORSE: Record<string, "warn" | "fail" | "ahead"> = {
  "1 0": "fail",
  "2 2": "warn",
  "3 1": "warn",
  "4 4": "warn",
  "6 3": "fail",
  "6 4": "ahead",
  "6 5": "ahead",
}
const TALL = { ok: 9, warn: 20, fail: 34, ahead: 8 }

/** A week in watches: an ornament, the same for everybody, never real health. */
export function Bill() {
  return (
    <div data-part="bill" aria-hidden="true">
      <svg viewBox="0 -16 504 436">
        <For each={WATCHES}>
          {(text, at) => (
            <text x={108 + at() * 72} y="-2" text-anchor="middle">
              {text}
            </text>
          )}
        </For>
        <For each={DAYS}>
          {(name, day) => (
            <>
              <text x="0" y={day() * 62 + 44}>
                {name}
              </text>
              <line x1="72" x2="504" y1={day() * 62 + 48.5} y2={day() * 62 + 48.5} />
              <For each={WATCHES}>
                {(_, watch) => {
                  const word = WORSE[`${day()} ${watch()}`] ?? "ok"
                  const inset = word === "ahead" ? 0.5 : 0
                  return (
                    <rect
                      data-word={word}
                      x={90 + watch() * 72 + inset}
                      y={day() * 62 + 48 - TALL[word] - inset}
                      width={36 - 2 * inset}
                      height={TALL[word]}
                    />
                  )
                }}
              </For>
            </>
          )}
        </For>
        <path d="M324.5 376v48" />
      </svg>
    </div>
  )
}
