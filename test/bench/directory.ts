import type { OrganizationQuery, OrganizationRow } from "#shared/contract/organizations.ts"
import { ORGANIZATION_SORTS } from "#shared/contract/organizations.ts"
import { ORGANIZATIONS, organizationsAsked } from "#shared/directory/organizations.ts"
import { rebuild } from "../../functions/table/directory-build.ts"
import { openDirectory } from "../../functions/table/directory.ts"
import { tableModel } from "../sim/model.ts"
import { type Figure, percentile, rounded } from "./figure.ts"

const ROWS = 100_000
const PAGES = 300

/** A page of the directory at 100,000 organizations, over every sort, filter and search, once the reader is warm. */
export async function directoryFigures(): Promise<Figure[]> {
  const files = new Map<string, Uint8Array>()
  const now = () => "2026-11-20T14:02:00.000Z"
  const ground = {
    db: tableModel().db,
    files: {
      put: async (key: string, bytes: Uint8Array) => void files.set(key, bytes),
      get: async (key: string) => files.get(key),
      remove: async (key: string) => void files.delete(key),
    },
    now,
    onLoadFailure: () => {},
  }
  await rebuild(ORGANIZATIONS, ground, rows())
  const directory = openDirectory(ORGANIZATIONS, ground)
  const ask = (query: OrganizationQuery) =>
    directory.page(organizationsAsked(query, "UTC", { limit: 50, after: undefined, masked: false }))
  const queries = Array.from({ length: PAGES }, (_, nth) => queryOf(nth))
  for (const query of queries.slice(0, 40)) await ask(query)
  const took: number[] = []
  for (const query of queries) {
    const from = performance.now()
    await ask(query)
    took.push(performance.now() - from)
  }
  const p95 = percentile(took, 0.95)
  const bytes = [...files.values()].reduce((sum, file) => sum + file.length, 0)
  return [
    {
      what: "directory page p95 at 100,000 organizations",
      value: rounded(p95, 1),
      unit: "ms",
      against: `p50 ${rounded(percentile(took, 0.5), 1)} ms`,
      bar: "≤ 50",
      held: p95 <= 50,
    },
    { what: "directory snapshot at 100,000 organizations", value: rounded(bytes / 1024 / 1024, 1), unit: "MB" },
  ]
}

const WORDS = ["acme", "globex", "Åkerman", "north", "solar", "delta", "works", "health", "Müller", "roof"]

async function* rows(): AsyncGenerator<{ row: OrganizationRow; version: number }> {
  for (let nth = 0; nth < ROWS; nth++) {
    const spread = (nth * 7919) % 99_991
    const name = `${WORDS[spread % 10]} ${WORDS[(spread >> 3) % 10]} ${spread}`
    yield {
      version: 1,
      row: {
        id: `org_${nth.toString(36)}`,
        name,
        billingEmail: spread % 9 === 0 ? null : `pay@${name.toLowerCase().replaceAll(" ", "")}.test`,
        plan: (["free", "free", "pro", "enterprise"] as const)[spread % 4]!,
        devPlan: (["none", "none", "lite", "pro", "max"] as const)[spread % 5]!,
        creditsMicros: (spread % 4_001) * 1_000_000 - 500_000_000,
        allTimeCreditsMicros: (spread % 9_001) * 1_000_000,
        totalSpentCents: spread % 40 === 0 ? null : (spread % 70_001) * 100,
        status: (["active", "active", "active", "inactive", "deleted"] as const)[spread % 5]!,
        createdAt: new Date(Date.UTC(2020, 0, 1) + spread * 2_100_000).toISOString(),
        stub: spread % 50 === 0,
      },
    }
  }
}

const queryOf = (nth: number): OrganizationQuery => ({
  sort: ORGANIZATION_SORTS[nth % ORGANIZATION_SORTS.length]!,
  order: nth % 2 === 0 ? "asc" : "desc",
  ...(nth % 3 === 0 ? { search: [WORDS[nth % 10]!, "solar 1", "zzz", "17", "pay@north"][nth % 5]! } : {}),
  ...(nth % 4 === 0 ? { plan: "pro" as const } : {}),
  ...(nth % 7 === 0 ? { status: "active" as const } : {}),
})
