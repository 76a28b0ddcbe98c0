import { expect, test } from "vitest"
import { cloudEvent } from "../../support/console.ts"
import { ADMIN, headingOf, type House, MEMBER, NOW, rowsOf } from "./house.ts"

const OWNER = "owner@acme.test"

/** Keys of the events door: made, used and revoked, by staff for the console and by an owner for the organization. */
export function ingestKeyJourneys(house: House): void {
  const send = async (secret: string) =>
    (
      await house.river().call("POST", "/v1/events", {
        body: [cloudEvent("record.created", NOW, { model: "Job", id: `job_${crypto.randomUUID()}` })],
        headers: { authorization: `Bearer ${secret}`, "content-type": "application/cloudevents-batch+json" },
      })
    ).status

  test.each([
    ["staff, in the console's settings", ADMIN, "/admin/settings/ingest-keys", "Ingest keys"],
    ["an owner, in the organization's settings", OWNER, "/organizations/org_acme/settings", "Settings"],
  ])(
    "%s: a key is made, opens the door, is seen to be used, and opens nothing once it is revoked",
    async (...asked) => {
      const [, who, path, title] = asked
      const page = await house.visit(who, path)
      await headingOf(page, title).waitFor()
      await page.getByRole("button", { name: "Create key" }).first().click()
      const dialog = page.getByRole("dialog")
      await dialog.getByLabel("Name").fill("Checkout")
      await dialog.getByRole("button", { name: "Create key" }).click()
      await page.getByRole("heading", { name: "The secret of Checkout" }).waitFor()
      const secret = (await page.getByText(/^wbk_[\w-]{43}$/).textContent())!
      const row = rowsOf(page).filter({ hasText: "Checkout" })
      await row.getByText("never").waitFor()
      expect(await send(secret)).toBe(202)
      await row.getByText("never").waitFor({ state: "detached" })
      await row.getByRole("button").click()
      await page.getByRole("button", { name: "Revoke this key…" }).click()
      await dialog.getByLabel("Type Checkout to revoke it").fill("Checkout")
      await dialog.getByRole("button", { name: "Revoke key" }).click()
      await row.getByText("revoked").waitFor()
      expect(await send(secret)).toBe(401)
      expect(await page.getByText(secret).count()).toBe(0)
    },
  )

  test("a member reads who makes the organization's keys", async () => {
    house.allow(/status of 403 .*\/ingest-keys$/)
    const page = await house.visit(MEMBER, "/organizations/org_acme/settings")
    await page.getByText("Ingest keys are for owners and admins").waitFor()
  })
}
