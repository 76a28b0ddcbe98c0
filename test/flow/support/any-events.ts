import * as z from "zod/mini"
import { EVENT_DATA } from "#shared/usage/event-data.ts"
import { NASTY_VALUES, objectText } from "./nasty.ts"

interface Field {
  type?: string
  enum?: string[]
  anyOf?: Field[]
}

/** One event as JSON text, with the field in it that is odd. */
export interface OddEvent {
  id: string
  type: string
  field: string
  text: string
}

const AT = '"2026-11-20T13:00:00Z"'

/** What an honest product would say in a field of this kind. */
function plausible(name: string, field: Field): string {
  const kind = field.anyOf?.[0] ?? field
  if (kind.enum) return JSON.stringify(kind.enum[0])
  if (name.endsWith("At")) return AT
  // A step that took a time was neither skipped, nor did it fail.
  if (name === "skipped" || name === "error") return "false"
  if (name === "parents") return '{"order":"order_1"}'
  if (name === "steps") return '[{"component":"c","ms":5}]'
  if (kind.type === "number" || kind.type === "integer") return "3"
  if (kind.type === "boolean") return "true"
  return name.endsWith("Usd") ? '"0.01"' : `"${name}_door"`
}

const fieldsOf = (schema: z.ZodMiniType): Record<string, Field> =>
  (z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as { properties?: Record<string, Field> })
    .properties ?? {}

/** Of one type: every field of its data, one that no schema names, and one whose very name is odd, with every nasty value once. */
function oddOf(type: string, schema: z.ZodMiniType): OddEvent[] {
  const good = Object.fromEntries(
    Object.entries(fieldsOf(schema)).map(([name, field]) => [name, plausible(name, field)]),
  )
  const event = (field: string, nth: number, data: string): OddEvent => {
    const id = `odd ${type} ${field} ${nth}`
    const envelope = {
      specversion: '"1.0"',
      id: JSON.stringify(id),
      source: '"door"',
      type: JSON.stringify(type),
      time: AT,
    }
    return { id, type, field, text: objectText({ ...envelope, data }) }
  }
  const named = NASTY_VALUES.filter((value) => value.startsWith('"') && value.length < 400)
  return [
    ...[...Object.keys(good), "note"].flatMap((field) =>
      NASTY_VALUES.map((value, nth) => event(field, nth, objectText({ ...good, [field]: value }))),
    ),
    ...named.map((name, nth) => event("(its name)", nth, `{${name}:"odd",${objectText(good).slice(1)}`)),
  ]
}

/** Odd events, by the type and the field that is odd. */
export const oddEvents: ReadonlyMap<string, OddEvent[]> = Map.groupBy(
  Object.entries(EVENT_DATA).flatMap(([type, schema]) => oddOf(type, schema)),
  ({ type, field }) => `${type} ${field}`,
)

const ENVELOPE = ["specversion", "id", "source", "type", "time", "data"]
/** Every field of the envelope with every nasty value once. */
export const oddEnvelopes: readonly string[] = ENVELOPE.flatMap((field) =>
  NASTY_VALUES.map((value, nth) =>
    objectText({
      specversion: '"1.0"',
      id: `"envelope ${field} ${nth}"`,
      source: '"door"',
      type: '"organization.updated"',
      time: AT,
      data: '{"id":"org_envelope"}',
      [field]: value,
    }),
  ),
)
