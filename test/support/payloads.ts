import { existsSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import type { Told } from "./stripe-object.ts"

/** Recorded deliveries and objects of Stripe, beside the project and no part of it. */
export const PAYLOADS = "../shared/payloads"
/** What needs them is skipped where they are not. */
export const absent = !existsSync(PAYLOADS)
export const titled = (title: string): string => (absent ? `${title} (skipped: no ${PAYLOADS})` : title)

/** Every JSON file below a folder of theirs. */
export const filesIn = (folder: string): string[] =>
  readdirSync(join(PAYLOADS, folder), { recursive: true, withFileTypes: true }).flatMap((entry) =>
    entry.name.endsWith(".json") ? [join(entry.parentPath, entry.name)] : [],
  )
export const jsonOf = (file: string): unknown => JSON.parse(readFileSync(file, "utf8"))

/** Files of objects, one example of every object of the API among them. */
export const objectFiles = (): string[] => [...filesIn("stripe/objects"), join(PAYLOADS, "stripe/fixtures3.json")]

/** Every object anywhere inside a value, of any kind or of some. */
export function objectsIn(value: unknown, kinds?: readonly string[]): Told[] {
  if (typeof value !== "object" || value === null) return []
  const inside = Object.values(value).flatMap((one) => objectsIn(one, kinds))
  const kind = (value as Told)["object"]
  return typeof kind === "string" && (kinds?.includes(kind) ?? true) ? [value as Told, ...inside] : inside
}
