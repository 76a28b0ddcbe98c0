/**
 * An error we expect and can explain to the caller. Anything else thrown is a bug and becomes a 500.
 * `where` names the field or header, `wanted` says what would be right; both reach the caller as problem+json.
 */
export class Refusal extends Error {
  override name = "Refusal"
  readonly code: RefusalCode
  readonly where: string | undefined
  readonly wanted: string | undefined
  constructor(code: RefusalCode, message: string, at: { where?: string; wanted?: string } = {}) {
    super(message)
    this.code = code
    this.where = at.where
    this.wanted = at.wanted
  }
}

/** The one map from an error to a status; functions/runtime/problem.ts is its only reader on the wire. */
export const STATUS = {
  invalid: 400,
  signedOut: 401,
  forbidden: 403,
  staleSignIn: 403,
  missing: 404,
  conflict: 409,
  gone: 410,
  tooLarge: 413,
  unsupported: 415,
  unprocessable: 422,
  tooMany: 429,
  notStored: 503,
} as const
export type RefusalCode = keyof typeof STATUS
