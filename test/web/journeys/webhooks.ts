import { expect, test } from "vitest"
import { stripeEvent } from "../../support/stripe.ts"
import { ADMIN, headingOf, type House, NOW, rowsOf, VIEWER, soon } from "./house.ts"

const DELIVERY = { customer: "cus_seed_3", name: "Wanda Voss 3", email: "wanda3@voss.test" }

/** The inbox: finding a delivery, reading it, applying it again. */
export function webhooksJourneys(house: House): void {
  test("filters and search narrow the list, stand in the address and can be cleared", async () => {
    const page = await house.visit(ADMIN, "/admin/webhooks")
    const status = page.getByRole("navigation", { name: "Status" })
    await status.getByRole("link", { name: /^Ignored 2$/ }).click()
    await page.waitForURL("**/admin/webhooks?status=ignored")
    await soon(() => rowsOf(page).count()).toBe(2)
    await page.getByText("products change no figure here").waitFor()
    await status.getByRole("link", { name: /^Parked 0$/ }).click()
    await page.getByText("Nothing is parked").waitFor()
    await page.getByRole("link", { name: "Clear filters" }).first().click()
    await page.waitForURL("**/admin/webhooks")
    await page.getByRole("searchbox", { name: "Search deliveries" }).fill(DELIVERY.customer)
    await page.waitForURL(`**/admin/webhooks?search=${DELIVERY.customer}`)
    await soon(() => rowsOf(page).count()).toBe(2)
    await page.getByRole("combobox", { name: "Type" }).fill("customer.created")
    await soon(() => rowsOf(page).count()).toBe(1)
  })

  test("a time narrows the rows and the counts, and one without a delivery shows the way out", async () => {
    const page = await house.visit(ADMIN, "/admin/webhooks?last=1h")
    const status = page.getByRole("navigation", { name: "Status" })
    await status.getByRole("link", { name: /^All 64$/ }).waitFor()
    await page.getByRole("button", { name: "Received last hour" }).click()
    await page.getByLabel("To", { exact: true }).fill("2020-01-01T00:00")
    await page.waitForURL("**/admin/webhooks?to=2020-01-01T00%3A00%3A00.000Z")
    await page.getByText("No deliveries in this time").waitFor()
    await status.getByRole("link", { name: /^All 0$/ }).waitFor()
    await page.keyboard.press("Escape")
    await page.getByRole("link", { name: "Any time" }).click()
    await page.waitForURL("**/admin/webhooks")
    await soon(() => rowsOf(page).count()).toBe(50)
  })

  test("later and earlier pages are reached, and back returns", async () => {
    const page = await house.visit(ADMIN, "/admin/webhooks")
    const { body } = await house.river().call("GET", "/api/webhooks?limit=1", { as: ADMIN })
    const total = Object.values<number>(body.counts).reduce((sum, count) => sum + count, 0)
    const left = page.getByText(`${total - 50} deliveries on this page`)
    await page.getByText("50 deliveries on this page").waitFor()
    const first = await rowsOf(page).first().getAttribute("data-row")
    await page.getByRole("link", { name: "Earlier" }).click()
    await left.waitFor()
    await page
      .getByRole("link", { name: /^(Later|Newest)$/ })
      .first()
      .click()
    await page.getByText("50 deliveries on this page").waitFor()
    expect(await rowsOf(page).first().getAttribute("data-row")).toBe(first)
    await page.goBack()
    await left.waitFor()
  })

  test("news waits its turn, and the page after the shown rows repeats none of them", async () => {
    const keys = () => rowsOf(page).evaluateAll((rows) => rows.map((row) => row.getAttribute("data-row")))
    const page = await house.visit(ADMIN, "/admin/webhooks")
    await page.getByText("50 deliveries on this page").waitFor()
    const shown = await keys()
    const late = { id: "cus_late", object: "customer", name: "Late Voss", email: "late@voss.test", livemode: true }
    await house.river().stripe(stripeEvent("customer.created", NOW, late))
    await house.river().settled()
    await page.getByRole("button", { name: "1 new" }).waitFor()
    expect(await keys()).toEqual(shown)
    await page.getByRole("link", { name: "Earlier" }).click()
    await soon(async () => (await keys()).some((key) => shown.includes(key))).toBe(false)
    await page.goBack()
    await soon(keys).toContain(shown[0])
    expect((await keys())[0]).not.toBe(shown[0])
  })

  test("a delivery opens with its payload, is replayed, and the replay is in the audit", async () => {
    const page = await house.visit(ADMIN, `/admin/webhooks?search=${DELIVERY.customer}&type=customer.created`)
    await rowsOf(page).first().getByRole("button").click()
    await page.waitForURL("**open=stripe**")
    const payload = page.getByRole("region", { name: "Payload as JSON" })
    await payload.getByText(`"email": "${DELIVERY.email}"`).waitFor()
    const id = (await rowsOf(page).first().getAttribute("data-row"))!.replace("stripe/", "")
    await page.getByRole("button", { name: "Replay" }).click()
    await page.getByText(/^Applied again at/).waitFor()
    await page.getByRole("link", { name: "Audit" }).click()
    await headingOf(page, "Audit").waitFor()
    const entry = rowsOf(page).filter({ hasText: id })
    await entry.getByText("webhook.replayed").waitFor()
    await entry.getByText("Ines Okafor").waitFor()
    await page.getByText("Chain verified").waitFor()
    // Opened by its link alone, it is still the delivery.
    await page.goto(`/admin/webhooks/stripe/${id}`)
    await payload.getByText(`"email": "${DELIVERY.email}"`).waitFor()
  })

  test("a staff viewer reads a masked payload, cannot replay, and reads who can grant it", async () => {
    const page = await house.visit(VIEWER, `/admin/webhooks?search=${DELIVERY.customer}&type=customer.created`)
    await rowsOf(page).first().getByRole("button").click()
    await page.getByText("Personal fields are masked for the role viewer.").waitFor()
    await page
      .getByText("Replaying takes the role admin or support; yours is viewer. A staff admin can grant it.")
      .waitFor()
    const payload = await page.getByRole("region", { name: "Payload as JSON" }).innerText()
    expect(payload).toContain(DELIVERY.customer)
    expect(payload).not.toContain(DELIVERY.name)
    expect(payload).not.toContain(DELIVERY.email)
    expect(await page.getByRole("button", { name: "Replay" }).count()).toBe(0)
  })
}
