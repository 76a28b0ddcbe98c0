/** Waits before the next try: a random part of a span that doubles with every try, so that callers spread out. */
export function backOff(tries: number, spanMs = 25, spanMsMax = 800): Promise<void> {
  const span = Math.min(spanMsMax, spanMs * 2 ** tries)
  return new Promise((resolve) => setTimeout(resolve, Math.random() * span))
}
