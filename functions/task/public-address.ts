import { lookup as resolve } from "node:dns"
import { BlockList, isIP, type LookupFunction } from "node:net"

/** What IANA's registry of special addresses keeps from the public network, beside all of IPv6 that is not under 2000::/3. */
const RESERVED = new BlockList()
for (const [network, prefix] of [
  ...([
    ["0.0.0.0", 8],
    ["10.0.0.0", 8],
    ["100.64.0.0", 10],
    ["127.0.0.0", 8],
    ["169.254.0.0", 16],
  ] as const),
  ...([
    ["172.16.0.0", 12],
    ["192.0.0.0", 24],
    ["192.0.2.0", 24],
    ["192.88.99.0", 24],
    ["192.168.0.0", 16],
  ] as const),
  ...([
    ["198.18.0.0", 15],
    ["198.51.100.0", 24],
    ["203.0.113.0", 24],
    ["224.0.0.0", 3],
  ] as const),
])
  RESERVED.addSubnet(network, prefix, "ipv4")
for (const [network, prefix] of [
  ...([
    ["2001::", 23],
    ["2001:db8::", 32],
    ["2002::", 16],
    ["3fff::", 20],
  ] as const),
])
  RESERVED.addSubnet(network, prefix, "ipv6")
const GLOBAL = new BlockList()
GLOBAL.addSubnet("2000::", 3, "ipv6")
const LOOPBACK = new BlockList()
LOOPBACK.addSubnet("127.0.0.0", 8, "ipv4")
LOOPBACK.addAddress("::1", "ipv6")

/** Whether an IP address is of the public network: what stands in ours or on this machine is none. */
export function isPublicAddress(address: string): boolean {
  if (isIP(address) === 4) return !RESERVED.check(address, "ipv4")
  return isIP(address) === 6 && GLOBAL.check(address, "ipv6") && !RESERVED.check(address, "ipv6")
}

/** Whether an IP address is the machine itself. */
export const isLoopback = (address: string): boolean => LOOPBACK.check(address, isIP(address) === 6 ? "ipv6" : "ipv4")

/** Says in words why an address is not asked. */
export const notAsked = (address: string): Error =>
  new Error(`${address} is not an address of the public network, so it is not asked`)

/** Resolves names for a connection, and refuses one of whose addresses any may not be asked: what is checked is what is connected to. */
export const lookupOnly =
  (mayAsk: (address: string) => boolean): LookupFunction =>
  (hostname, options, answer) =>
    resolve(hostname, { ...options, all: true }, (error, found) => {
      if (error) return answer(error, "")
      const refused = found.find(({ address }) => !mayAsk(address))
      if (refused) return answer(notAsked(refused.address), "")
      if (options.all) return answer(null, found)
      const [{ address, family } = { address: "", family: 0 }] = found
      return answer(null, address, family)
    })
