import { describe, expect, test } from "vitest"
import { addressOf, faultOf, hrefOf, isSame, wordsOf } from "../../web/src/saved-view.ts"

const view = (address: string, hiddenColumns: string[] = []) => ({
  list: "organizations" as const,
  address,
  hiddenColumns,
})

describe("a saved view", () => {
  test("keeps what an address shows, not where in the list one stands", () =>
    expect(addressOf("webhooks", "?status=parked&cursor=abc&page=3&open=stripe%2Fevt_1")).toEqual({
      address: "status=parked",
    }))

  test.each([
    ["the same words in another order", "sort=name&plan=pro", "plan=pro&sort=name", [], [], true],
    ["the usual order said aloud", "sort=createdAt", "", [], [], true],
    ["other rows", "plan=pro", "plan=free", [], [], false],
    ["the same columns in another order", "", "", ["b", "a"], ["a", "b"], true],
    ["other columns", "", "", ["a"], [], false],
    ["what the list understands no more", "mood=good", "", [], [], false],
  ] as const)("is what is shown now: %s", (_, kept, address, hidden, hiddenColumns, same) =>
    expect(isSame(view(kept, [...hidden]), { address, hiddenColumns: [...hiddenColumns] })).toBe(same),
  )

  test("leads to its list, and says when it cannot", () => {
    expect(hrefOf(view("sort=name&plan=pro"))).toBe("/admin/organizations?plan=pro&sort=name")
    expect([hrefOf(view("")), hrefOf(view("mood=good"))]).toEqual(["/admin/organizations", "/admin/organizations"])
    expect(hrefOf({ list: "transactions", address: "mode=test" })).toBe("/admin/revenue/transactions?mode=test")
    expect([faultOf(view("plan=pro")), faultOf(view("plan=gold"))]).toEqual([
      undefined,
      "“plan” of organizations cannot be “gold”",
    ])
  })

  test.each([
    ["", [], "no filter"],
    ["last=24h&status=parked", [], "status parked, last 24 hours"],
    ["plan=pro", ["a"], "plan pro, 1 column hidden"],
    ["", ["a", "b"], "2 columns hidden"],
  ])("in words: “%s”", (address, hiddenColumns, words) => expect(wordsOf({ address, hiddenColumns })).toBe(words))
})
