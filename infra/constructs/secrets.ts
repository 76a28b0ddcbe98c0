import { RemovalPolicy } from "aws-cdk-lib"
import { Secret } from "aws-cdk-lib/aws-secretsmanager"
import type { Construct } from "constructs"
import { acknowledge } from "./acknowledge.ts"

/**
 * A secret that `npm run deploy` fills. The generated value only makes the field exist, so that nothing here is guessable
 * before that. Never change these properties: CloudFormation would generate anew, over what was filled in.
 */
function filledLater(scope: Construct, id: string, name: string, field: string, description: string): Secret {
  const secret = new Secret(scope, id, {
    secretName: name,
    description,
    generateSecretString: {
      secretStringTemplate: "{}",
      generateStringKey: field,
      excludePunctuation: true,
      passwordLength: 48,
    },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(
    secret,
    "SMG4",
    "Rotated by people, with two values active at once: a signing secret must change at its sender in the same hour. docs/runbook.md says how.",
  )
  return secret
}

export const doorSecretName = (prefix: string): string => `${prefix}/doors`
export const stripeSecretName = (prefix: string): string => `${prefix}/stripe`
export const providerKeysName = (prefix: string): string => `${prefix}/provider-keys`
export const sessionSecretName = (prefix: string): string => `${prefix}/session`

/** Signing secrets of the webhook doors: `{ stripe: [current, previous] }`. */
export const doorSecrets = (scope: Construct, prefix: string): Secret =>
  filledLater(scope, "Doors", doorSecretName(prefix), "unused", "Signing secrets of Watchbill's webhook doors")

/** Secrets of our own that nobody types: `{ cookie, cursor, origin }`. */
export const sessionSecrets = (scope: Construct, prefix: string): Secret =>
  filledLater(scope, "Session", sessionSecretName(prefix), "origin", "Cookie, cursor and origin secrets of Watchbill")

/** The restricted key that Stripe is asked with: `{ apiKey }`. Without one, what only Stripe knows stays pending. */
export const stripeSecret = (scope: Construct, prefix: string): Secret =>
  filledLater(scope, "StripeKey", stripeSecretName(prefix), "unused", "The key that Watchbill asks Stripe with")

/** What signs questions to the product. AWS makes it, and people show it to the product. */
export function productSecret(scope: Construct, prefix: string): Secret {
  const secret = new Secret(scope, "ProductKey", {
    secretName: `${prefix}/product`,
    description: "Signs what Watchbill asks the product about disputes; the product checks it",
    generateSecretString: { excludePunctuation: true, passwordLength: 48 },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(secret, "SMG4", "Changed by people, together with the product that checks it. docs/runbook.md says how.")
  return secret
}

/** What makes opaque ids of people's names. Made once and never changed, by nobody: the ids of all facts hang on it. */
export function peopleSecret(scope: Construct, prefix: string): Secret {
  const secret = new Secret(scope, "Handles", {
    secretName: `${prefix}/people`,
    description: "Makes opaque ids of the names that Watchbill's events call people by; never to be changed",
    generateSecretString: { excludePunctuation: true, passwordLength: 48 },
    removalPolicy: RemovalPolicy.RETAIN,
  })
  acknowledge(secret, "SMG4", "Never rotated: every fact names people by ids that are made with it.")
  return secret
}
