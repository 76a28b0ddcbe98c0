import type { Calendar } from "./calendar.ts"
import { type CloudEvent, cloudEvent } from "./cloud-event.ts"
import { ACME } from "./customers.ts"
import { diceOf } from "./dice.ts"
import { type Organization, toldAt } from "./organizations.ts"
import { heavyUsers, KEYS, PROJECTS, projectId } from "./telemetry.ts"

/** Acme's workspaces, with the day and the hour on which the last two of them came to be what they are. */
const WORKSPACES = [
  { name: "Field office", status: "active" },
  { name: "Dispatch", status: "active" },
  { name: "Training", status: "suspended" },
  { name: "Photo intake", status: "deploying", since: [2, 9] },
  { name: "Price book", status: "attention", since: [1, 16] },
] as const
const SINCE_MINUTE = 5

/** What organizations that make model calls have set up for it: projects and keys, told with the organization itself, and workspaces. */
export function workshopEvents(calendar: Calendar, all: readonly Organization[]): CloudEvent[] {
  return heavyUsers(calendar, all).flatMap(({ organizationId: org, createdSeconds }) => {
    const at = toldAt(calendar, createdSeconds)
    const projects = PROJECTS.map(({ slug, name }) => {
      const id = projectId(org, slug)
      return cloudEvent("project.created", id, at, { org, id, name })
    })
    const keys = KEYS.map((id) => {
      const prefix = `fn_live_${diceOf(`key ${org} ${id}`).whole(0x1000, 0xffff).toString(16)}`
      return cloudEvent("apiKey.created", `${org} ${id}`, at, { org, id, prefix })
    })
    return [...projects, ...keys, ...(org === ACME ? acmeWorkspaces(calendar, at) : [])]
  })
}

function acmeWorkspaces(calendar: Calendar, atSeconds: number): CloudEvent[] {
  return WORKSPACES.flatMap((workspace, nth) => {
    const { name, status } = workspace
    const id = `ws_acme_${nth + 1}`
    const told = { org: ACME, id, name }
    if (!("since" in workspace)) return [cloudEvent("workspace.created", id, atSeconds, { ...told, status })]
    const [daysAgo, hour] = workspace.since
    const changed = calendar.timeOn(daysAgo, hour, SINCE_MINUTE)
    return [
      cloudEvent("workspace.created", id, atSeconds, { ...told, status: "active" }),
      cloudEvent("workspace.statusChanged", `${id} ${status}`, changed, { org: ACME, id, status }),
    ]
  })
}
