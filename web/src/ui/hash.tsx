import { Copy } from "./copy.tsx"

/** A hash by its ends; the whole of it is copied. */
export const Hash = (props: { of: string; label: string }) => (
  <Copy text={props.of} shown={shortened(props.of)} label={props.label} />
)

const shortened = (hash: string): string => (hash.length > 16 ? `${hash.slice(0, 8)}…${hash.slice(-6)}` : hash)
