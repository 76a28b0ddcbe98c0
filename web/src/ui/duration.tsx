import { For } from "solid-js"

/** A duration in its two largest units, each with its word: `40 s`, `12 min`, `1 h 04 min`, `2 d 3 h`. */
export function partsOf(seconds: number): [string, string][] {
  if (seconds < 59.5) return [[String(Math.round(seconds)), "s"]]
  const minutes = Math.round(seconds / 60)
  if (minutes < 60) return [[String(minutes), "min"]]
  if (minutes < 48 * 60)
    return [
      [String(Math.floor(minutes / 60)), "h"],
      [String(minutes % 60).padStart(2, "0"), "min"],
    ]
  const hours = Math.round(seconds / 3_600)
  return [
    [String(Math.floor(hours / 24)), "d"],
    [String(hours % 24), "h"],
  ]
}

/** How long something took, in seconds; the words of its units step back. A dash when nobody knows. */
export function Duration(props: { seconds: number | null }) {
  const parts = () => (props.seconds === null ? [] : partsOf(props.seconds))
  return (
    <span data-nowrap="">
      {props.seconds === null ? "–" : ""}
      <For each={parts()}>
        {([count, word], at) => (
          <>
            {at() > 0 ? " " : ""}
            {count}
            <span data-minor="">
              {"\u00a0"}
              {word}
            </span>
          </>
        )}
      </For>
    </span>
  )
}
