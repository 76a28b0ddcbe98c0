let arrived = false

/** Notes that the reader moved to another page by a link, a key or the palette. */
export function noteArrival(): void {
  arrived = true
}

/** True once after each arrival: the new page's heading asks, and takes the focus. Never on the first load. */
export function takeArrival(): boolean {
  const was = arrived
  arrived = false
  return was
}
