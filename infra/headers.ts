/** Where pages may go besides their own origin. */
export interface Origins {
  /** `wss://…` of the live socket; empty where it is the same host, which 'self' means. */
  socket: string
  /** Where sign-in takes place, when it is another origin. */
  issuer?: string
}

const YEAR_SECONDS = 31_536_000

/** The headers of every answer, the same from CloudFront and from one machine. Pages bring no inline script and no inline style. */
export function securityHeaders({ socket, issuer }: Origins): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    ["connect-src 'self'", socket].filter(Boolean).join(" "),
    ["form-action 'self'", issuer].filter(Boolean).join(" "),
    "manifest-src 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ]
  return {
    "content-security-policy": policy.join("; "),
    "strict-transport-security": `max-age=${2 * YEAR_SECONDS}; includeSubDomains`,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
  }
}

/** How long browsers keep a file of the web build: what has its content's hash in its name for ever, all else not at all. */
export const cacheControl = (path: string): string =>
  path.startsWith("/assets/") ? `public, max-age=${YEAR_SECONDS}, immutable` : "no-cache"
