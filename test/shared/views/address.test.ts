import { describe, expect, test } from "vitest"
import { readAddress, type ViewList } from "#shared/views/address.ts"

const AT = "2026-11-20T05:00:00.000Z"
const encoded = encodeURIComponent(AT)

describe("the address of a view", () => {
  test.each<[ViewList, string, string]>([
    ["webhooks", "", ""],
    ["webhooks", "status=parked&last=24h", "last=24h&status=parked"],
    ["webhooks", "?type=invoice.paid&search=", "type=invoice.paid"],
    ["webhooks", `to=${encoded}`, `to=${encoded}`],
    ["webhooks", "search=caf%C3%A9+%26+co", "search=caf%C3%A9+%26+co"],
    ["organizations", "sort=name&order=desc", "sort=name"],
    ["organizations", "order=asc&sort=createdAt&plan=pro", "order=asc&plan=pro"],
    ["audit", "actor=Ines+Okafor&action=settings.saved", "action=settings.saved&actor=Ines+Okafor"],
    ["exports", "", ""],
    ["movements", "month=2026-10&mode=live&kind=churn&cohorts=mrr", "cohorts=mrr&kind=churn&month=2026-10"],
    ["transactions", "status=paid&mode=live&last=7d", "last=7d&status=paid"],
  ])("of %s “%s” is written one way", (list, text, address) => {
    expect(readAddress(list, text)).toEqual({ address })
    expect(readAddress(list, address)).toEqual({ address })
  })

  test.each<[ViewList, string, string]>([
    ["webhooks", "status=lost", "“status” of webhooks cannot be “lost”"],
    ["movements", "months=7", "“months” of movements cannot be “7”"],
    ["transactions", "mode=both", "“mode” of transactions cannot be “both”"],
    ["webhooks", "last=2h", "“last” of webhooks cannot be “2h”"],
    ["webhooks", "plan=pro", "“plan” is no filter of webhooks"],
    ["webhooks", "cursor=abc", "“cursor” is no filter of webhooks"],
    ["webhooks", "status=parked&status=applied", "The address says something twice"],
    ["webhooks", `from=${encoded}&to=${encoded}`, `“to” of webhooks cannot be “${AT}”`],
    ["organizations", "createdFrom=2026-02-30", "“createdFrom” of organizations cannot be “2026-02-30”"],
    ["organizations", "sort=mood", "“sort” of organizations cannot be “mood”"],
    ["exports", "__proto__=1", "“__proto__” is no filter of exports"],
    ["audit", `search=${"x".repeat(201)}`, `“search” of audit cannot be “${"x".repeat(201)}”`],
  ])("of %s “%s” is none, and says why", (list, text, fault) => expect(readAddress(list, text)).toEqual({ fault }))
})
