/** Every variable a function may read. Infra sets them by these names, so a typo does not compile. */
export const ENV_NAMES = [
  "TABLE_NAME",
  "FILES_BUCKET",
  "ANCHORS_BUCKET",
  "BUS_NAME",
  "SECRETS_DOORS",
  "SECRETS_SESSION",
  "SECRETS_PEOPLE",
  "SECRETS_STRIPE",
  "SECRETS_PRODUCT",
  "SECRETS_PROVIDERS",
  "STRIPE_API_URL",
  "ISSUER",
  "CLIENT_ID",
  "ISSUER_AUTHORIZE_URL",
  "ISSUER_TOKEN_URL",
  "ISSUER_REVOKE_URL",
  "ISSUER_LOGOUT_URL",
  "PUBLIC_URL",
  "SOCKET_URL",
  "SOCKET_ENDPOINT",
  "FIRST_ADMIN_EMAIL",
  "SIGN_IN_PEOPLE",
  "SANDBOXES",
  "PRODUCT_ON_LOCALHOST",
  "MAIL_FROM",
  "LATE_HORIZON_DAYS",
  "FACT_LIFE_DAYS",
  "KEY_REQUESTS_PER_SECOND",
  "WATCHBILL_NOW",
  "WATCHBILL_DUE_SKEW_MS",
  "WATCHBILL_FILLING",
  "WATCHBILL_DEMO",
] as const
export type EnvName = (typeof ENV_NAMES)[number]

/** Reads one variable. A missing one fails the cold start, not the hundredth request. */
export function env(name: EnvName): string {
  const value = process.env[name]
  if (value === undefined || value === "") throw new Error(`The environment variable ${name} is not set`)
  return value
}

/** Reads one variable that need not be set. */
export const envOr = (name: EnvName, otherwise: string): string => process.env[name] || otherwise
