import type { EventType } from "#shared/cube/family.ts"

/** What the table makes of each type of event, as docs/api.md says it; test/flow/every-event.test.ts proves it. */
export const BECOMES: Record<EventType, string> = {
  "user.created": "a user; a signup at its `createdAt`, without one at its time",
  "user.updated": "the user, field by field",
  "user.deleted": "the user as gone; somebody who left",
  "organization.created": "an organization of the directory",
  "organization.updated": "the organization, field by field",
  "member.added": "a member with a role",
  "member.removed": "a member as gone",
  "member.roleChanged": "the member's role",
  "workspace.created": "a workspace; without a status it is `created`",
  "workspace.statusChanged": "its status, and since when it is so",
  "workspace.deleted": "the workspace as gone",
  "project.created": "a project; what pages call it",
  "project.updated": "the project's name",
  "project.deleted": "the project as gone",
  "apiKey.created": "a key of the product; what pages call it",
  "apiKey.revoked": "the key as revoked, and when",
  "record.created": "a record created, by model",
  "record.deleted": "a record deleted, by model",
  "activity.recorded":
    "a line of the organization's activity, counted by resource, action and actor; an active organization",
  "session.updated": "a session as its newest snapshot says, on boards and in lists",
  "usage.recorded": "a line of the request log; requests, tokens, cost, errors and latency",
  "generation.completed": "a generation; a timing of each component among its steps",
  "component.timed": "a timing of the component: ok, failed or skipped",
  "error.reported": "one more report of its fingerprint, with version and account",
  "log.written": "a line of the system log, counted by level and source",
}

/** What the schemas alone do not say. */
export const EVENT_RULES = `An organization that an event names before anybody created it is taken as a stub. Of a noun's fields each is as its newest telling says, by the event's time, in whatever order tellings come. A project's id is \`id\` or \`project\`, the same that its calls name; a key's is \`id\`, else its \`hash\`, else its \`prefix\` of at most 24 characters. A field that may hold a whole key (\`key\`, \`secret\`, \`token\`, \`password\`, or any name that ends so) is refused: a key is never told. People (\`user\`, \`actor\`, \`account\`) are kept under opaque ids, their names apart.

A step of a generation says how many milliseconds it took (\`ms\`), or that it was \`skipped\` and nothing else, or that it failed (\`error\`), with the time that took or without; \`skipped\` and \`error\` are \`true\` or the reason as text. What names no \`org\` counts for the platform alone.

Errors are grouped by \`fingerprint\` where it is told (text, or a list of texts); else by type and the first five places of the stack that are the product's own, without their lines (JavaScript, Python, Java, Go); else by type and message with numbers, ids, addresses and quoted text taken out.`
