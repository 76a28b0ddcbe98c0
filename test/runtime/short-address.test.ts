import { expect, test } from "vitest"
import { shortAddress } from "../../functions/api/short-address.ts"

test.each([
  ["203.0.113.7", "203.0.113.0"],
  ["::ffff:203.0.113.7", "203.0.113.0"],
  ["2001:db8:85a3:8d3:1319:8a2e:370:7348", "2001:db8:85a3::"],
  ["2001:db8::7348", "2001:db8::"],
  ["2001:db8:0:1::7348", "2001:db8::"],
  ["2001::85a3:8d3:1319:8a2e:370:7348", "2001:0:85a3::"],
  ["fe80::1%eth0", "fe80::"],
  ["::1", "::1"],
  ["::", "::"],
])("%s is kept as %s", (address, kept) => expect(shortAddress(address)).toBe(kept))
