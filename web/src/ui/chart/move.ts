/** Where a key moves the crosshair; undefined when the key is not for it. Null hides it. */
export function moved(key: string, at: number | undefined, count: number): number | null | undefined {
  const last = count - 1
  switch (key) {
    case "ArrowLeft":
      return at === undefined ? last : Math.max(0, at - 1)
    case "ArrowRight":
      return at === undefined ? 0 : Math.min(last, at + 1)
    case "PageUp":
      return at === undefined ? last : Math.max(0, at - 7)
    case "PageDown":
      return at === undefined ? 0 : Math.min(last, at + 7)
    case "Home":
      return 0
    case "End":
      return last
    case "Escape":
      return at === undefined ? undefined : null
    default:
      return undefined
  }
}
