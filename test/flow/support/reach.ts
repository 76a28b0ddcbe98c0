/** An answer as tests look at it. */
export interface Reached {
  status: number
  type: string
  // A test says what it expects of an answer; until then it may be anything.
  // oxlint-disable-next-line no-explicit-any
  body: any
}

/** How the outside reaches a console. Undefined stands for a request that got no answer: whether it was done, nobody knows. */
export interface Reach {
  send(
    method: string,
    path: string,
    headers: Record<string, string>,
    body?: string | Uint8Array,
  ): Promise<Reached | undefined>
  /** Calls the API as the demo admin. */
  call(
    method: string,
    path: string,
    options?: { body?: unknown; headers?: Record<string, string> },
  ): Promise<Reached | undefined>
  /** Waits until nothing moves any more. */
  settle(): Promise<void>
  /** Moves the business clock and everything due by it. */
  advance(ms: number): Promise<void>
}
