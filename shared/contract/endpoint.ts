import * as z from "zod/mini"

export type StaffRole = "admin" | "support" | "viewer"
export type MemberRole = "owner" | "admin" | "member" | "viewer"

/** Who may call: some staff roles, some roles of the organization named in the path, or anyone signed in. */
export interface Who {
  /** Staff roles that may call. */
  staff: readonly StaffRole[]
  /** Roles in the organization of the path's `{organizationId}` that may call; empty where the path names none. */
  members: readonly MemberRole[]
  /** Anyone with a session, whatever the role. */
  anyone?: true
}

export const STAFF = ["admin", "support", "viewer"] as const satisfies StaffRole[]
export const MEMBERS = ["owner", "admin", "member", "viewer"] as const satisfies MemberRole[]

export const staff = {
  any: { staff: STAFF, members: [] },
  writers: { staff: ["admin", "support"], members: [] },
  admin: { staff: ["admin"], members: [] },
} as const satisfies Record<string, Who>
export const signedIn = { staff: [], members: [], anyone: true } as const satisfies Who

/** What an answer may show that not everybody should know. */
export const Shown = z.enum(["personal", "money"])
export type Shown = z.infer<typeof Shown>

/** One HTTP endpoint, said once: the API serves it, the web calls it, the tests and the OpenAPI page are made from it. */
export interface Endpoint<Input extends z.ZodMiniType = z.ZodMiniType, Output extends z.ZodMiniType = z.ZodMiniType> {
  method: "GET" | "POST" | "PUT" | "DELETE"
  /** Path with `{name}` parameters; those, the query and the JSON body together are the input. */
  path: `/api/${string}`
  who: Who
  /** What a good answer shows of the operators' customers; staff's reading of it is logged as access, before it leaves. */
  shows: readonly Shown[]
  /** What was read, for that log; unsaid, or null, the path's parameters. */
  subjectOf?(input: z.output<Input>): string | null
  /** One sentence for the reader of docs/api.md. */
  summary: string
  input: Input
  output: Output
  /** The status of a good answer; 200 unless said. */
  status?: 200 | 201 | 202 | 204
  /** Needs a sign-in not older than five minutes: of everybody, or only of those who call as staff. */
  freshSignIn?: "everybody" | "staff"
  /** Needs an `Idempotency-Key` header. */
  idempotent?: true
}

export const endpoint = <Input extends z.ZodMiniType, Output extends z.ZodMiniType>(
  it: Endpoint<Input, Output>,
): Endpoint<Input, Output> => it

/** A page of a feed, newest first. The cursor is signed and bound to the caller and the filters. */
export const page = <Item extends z.ZodMiniType>(item: Item) =>
  z.object({ items: z.array(item), nextCursor: z.nullable(z.string()), asOf: z.string() })

/** A number in a query string, with its limits. */
export const queryCount = (min: number, max: number, otherwise: number) =>
  z._default(z.coerce.number().check(z.int(), z.gte(min), z.lte(max)), otherwise)
