/** What is told together is stored together: each event type belongs to one family, and a segment holds one family. */
export const FAMILY_OF_TYPE = {
  "user.created": "user",
  "user.updated": "user",
  "user.deleted": "user",
  "organization.created": "organization",
  "organization.updated": "organization",
  "member.added": "member",
  "member.removed": "member",
  "member.roleChanged": "member",
  "workspace.created": "workspace",
  "workspace.statusChanged": "workspace",
  "workspace.deleted": "workspace",
  "project.created": "project",
  "project.updated": "project",
  "project.deleted": "project",
  "apiKey.created": "project",
  "apiKey.revoked": "project",
  "record.created": "record",
  "record.deleted": "record",
  "activity.recorded": "activity",
  "session.updated": "session",
  "usage.recorded": "usage",
  "generation.completed": "generation",
  "component.timed": "component",
  "error.reported": "error",
  "log.written": "log",
} as const
export type EventType = keyof typeof FAMILY_OF_TYPE
export type Family = (typeof FAMILY_OF_TYPE)[EventType]

/** How long the stretch is whose facts of one request are one row: the finest bucket that any cube folds them into. */
export const grainOf = (family: string): "minute" | "quarter" => (family === "session" ? "quarter" : "minute")

/** Families whose facts belong to the platform as a whole; all others belong to the organization they name, or to nobody's scope (`UNOWNED`). */
export const PLATFORM_FAMILIES: readonly Family[] = ["user", "organization", "member", "record"]
