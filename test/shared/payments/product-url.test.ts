import { describe, expect, test } from "vitest"
import { productUrlFault, productUrlOf } from "#shared/payments/product-url.ts"

const SUBJECT = { customerId: "cus_1", organizationId: "org 1/ü" }

describe("a product URL", () => {
  test.each([
    "https://product.example.com/usage/{customerId}",
    "https://product.example.com:8443/usage?customer={customerId}&organization={organizationId}",
  ])("%s can be asked", (template) => expect(productUrlFault(template, { localhost: false })).toBeUndefined())

  test.each([
    ["https://product.example.com/usage", /names nobody/],
    ["https://product.example.com/{customer}", /^\{customer\} is nothing that can be filled in/],
    ["http://product.example.com/{customerId}", /begin with https/],
    ["http://localhost:3000/{customerId}", /begin with https/],
    ["ftp://product.example.com/{customerId}", /begin with https/],
    ["https://{customerId}.example.com/", /path or its query/],
    ["https://product.example.com:{customerId}/", /is no address/],
    ["https://product.example.com/#{customerId}", /nothing after a #/],
    ["https://ada:secret@product.example.com/{customerId}", /no name and no password/],
    ["https://product.example.com/{{customerId}}", /is no address/],
    ["https://product.example.com/ {customerId}", /is no address/],
    ["product.example.com/{customerId}", /is no address/],
  ])("%s is refused with what is wrong", (template, words) =>
    expect(productUrlFault(template, { localhost: false })).toMatch(words),
  )

  test("may be of the machine itself, over http, only where that is allowed", () => {
    for (const host of ["localhost:3000", "127.0.0.1", "[::1]:3000"])
      expect(productUrlFault(`http://${host}/{customerId}`, { localhost: true })).toBeUndefined()
    expect(productUrlFault("http://localhost.example.com/{customerId}", { localhost: true })).toMatch(/https/)
  })

  test("is filled with ids, percent-encoded", () => {
    const template = "https://product.example.com/{organizationId}/usage?of={customerId}"
    expect(String(productUrlOf(template, SUBJECT))).toBe("https://product.example.com/org%201%2F%C3%BC/usage?of=cus_1")
  })

  test.each([null, "", ".", "..", "\ud800"])("is not filled with %j", (customerId) =>
    expect(productUrlOf("https://product.example.com/a/{customerId}/b", { ...SUBJECT, customerId })).toBeUndefined(),
  )

  test("needs no id that it does not name", () =>
    expect(
      productUrlOf("https://product.example.com/{customerId}", { ...SUBJECT, organizationId: null }),
    ).toBeDefined())
})
