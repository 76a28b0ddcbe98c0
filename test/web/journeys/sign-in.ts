import { expect, test } from "vitest"
import { DEMO_PEOPLE } from "../../../infra/local/people.ts"
import { headingOf, type House, soon } from "./house.ts"

/** Who comes in, where they land, and how they leave. */
export function signInJourneys(house: House): void {
  test("the people of this machine are listed with what they are", async () => {
    const page = await house.visitAsNobody("/sign-in")
    const people = page.getByRole("listitem")
    await people.first().waitFor()
    const listed = await people.evaluateAll((all) => all.map((one) => (one as HTMLElement).innerText.split(/\s*\n\s*/)))
    expect(listed).toEqual(DEMO_PEOPLE.map(({ name, email, what }) => [name, email, what]))
  })

  test("staff land on the overview, and sign out for good", async () => {
    const page = await house.visitAsNobody("/")
    await page.getByRole("link", { name: "Ines Okafor" }).click()
    await page.waitForURL("**/admin/operations/overview")
    await headingOf(page, "Overview").waitFor()
    await page.getByRole("button", { name: "Ines Okafor · admin" }).click()
    await page.getByRole("button", { name: "Sign out" }).click()
    await headingOf(page, "Sign in").waitFor()
    await page.goto("/admin/audit")
    await headingOf(page, "Sign in").waitFor()
    expect(new URL(page.url()).searchParams.get("back")).toBe("/admin/audit")
  })

  test("a member lands in the organization and finds no page of the platform", async () => {
    const page = await house.visitAsNobody("/")
    await page.getByRole("link", { name: "Dan Osei" }).click()
    await page.waitForURL("**/organizations/org_acme/overview")
    await headingOf(page, "Acme Roofing").waitFor()
    await page.getByText("The plan is for owners and admins, the billing e-mail for owners.").waitFor()
    await soon(() => page.getByRole("navigation", { name: "Main" }).getByRole("listitem").allInnerTexts()).toEqual([
      "Dashboard",
      "Usage",
      "Metrics",
      "Cost",
      "Team",
      "Settings",
    ])
    // The page asks for its rows while it is still asked who is here.
    house.allow(/status of 403 .*\/api\/webhooks$/)
    await page.goto("/admin/webhooks")
    await page.getByText("You are not staff of this console").waitFor()
  })

  test("a deep link comes back after the sign-in", async () => {
    const page = await house.visitAsNobody("/admin/organizations?plan=pro&sort=name&order=asc")
    await page.getByRole("link", { name: "Tom Abel" }).click()
    await page.waitForURL("**/admin/organizations?plan=pro&sort=name&order=asc")
    await headingOf(page, "Organizations").waitFor()
  })

  test("a sign-in that was not begun here says so, and can begin again", async () => {
    const page = await house.visitAsNobody("/session/callback?code=forged&state=forged")
    await page.getByText("Not signed in.").waitFor()
    await page.getByRole("link", { name: "Ines Okafor" }).click()
    await headingOf(page, "Overview").waitFor()
  })

  test("an address that leads nowhere says so and leads back", async () => {
    const page = await house.visitAsNobody("/admin/nowhere")
    await page.getByRole("link", { name: "Ines Okafor" }).click()
    await headingOf(page, "There is no such page").waitFor()
    await page.getByRole("link", { name: "Go to the start" }).click()
    await headingOf(page, "Overview").waitFor()
  })
}
