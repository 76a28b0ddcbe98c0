/**
 * An address without what tells one machine of a network from another: the last part of an IPv4 address, all but the first
 * 48 bits of an IPv6 one. An IPv4 address that is written as IPv6 is shortened as what it is.
 */
export function shortAddress(address: string): string {
  const dotted = /^(?:::ffff:)?(\d+\.\d+\.\d+)\.\d+$/i.exec(address)
  if (dotted) return `${dotted[1]}.0`
  // A machine's own address says nothing of anybody.
  if (!address.includes(":") || address === "::1") return address
  const [head = "", tail = ""] = address.split("::")
  const groups = head.split(":").filter(Boolean)
  const behind = tail.split(":").filter(Boolean)
  while (address.includes("::") && groups.length + behind.length < 8) groups.push("0")
  const network = [...groups, ...behind].slice(0, 3)
  while (network.at(-1) && /^0+$/.test(network.at(-1)!)) network.pop()
  return `${network.join(":")}::`
}
