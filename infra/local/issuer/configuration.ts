import { type Configuration, interactionPolicy, type KoaContextWithOIDC } from "oidc-provider"
import { CLIENT_ID } from "../environment.ts"
import type { Store } from "../store.ts"
import type { Accounts } from "./account.ts"
import { ACCESS_TOKEN_SECONDS, SCOPE, type SigningKey } from "./access-token.ts"
import { adapterOf } from "./adapter.ts"

const DAY_SECONDS = 86_400
/** Nothing here is called with these tokens; the API takes the ones that access-token.ts makes. */
const NO_USERINFO = {
  userinfo: { enabled: false },
  devInteractions: { enabled: false },
  rpInitiatedLogout: { enabled: false },
}

/** oidc-provider set up like a Cognito user pool: its paths, its claims, refresh tokens that do not rotate. */
export function configurationOf(from: {
  publicUrl: string
  choosePath: string
  accounts: Accounts
  key: SigningKey
  cookieKey: string
  store: Store
}): Configuration {
  const { accounts } = from
  return {
    adapter: adapterOf(from.store),
    jwks: { keys: [from.key.private] } as NonNullable<Configuration["jwks"]>,
    cookies: { keys: [from.cookieKey] },
    clients: [
      {
        client_id: CLIENT_ID,
        token_endpoint_auth_method: "none",
        grant_types: ["authorization_code", "refresh_token"],
        response_types: ["code"],
        redirect_uris: [`${from.publicUrl}/session/callback`],
        id_token_signed_response_alg: "RS256",
        require_auth_time: true,
      },
    ],
    routes: {
      authorization: "/oauth2/authorize",
      token: "/oauth2/token",
      revocation: "/oauth2/revoke",
      jwks: "/.well-known/jwks.json",
    },
    scopes: SCOPE.split(" "),
    claims: {
      openid: ["sub", "cognito:groups", "cognito:username", "token_use"],
      email: ["email", "email_verified"],
      profile: ["name"],
    },
    conformIdTokenClaims: false,
    features: { ...NO_USERINFO, revocation: { enabled: true, allowedPolicy: async () => true } },
    pkce: { required: () => true },
    rotateRefreshToken: false,
    issueRefreshToken: async () => true,
    expiresWithSession: async () => false,
    ttl: {
      AccessToken: ACCESS_TOKEN_SECONDS,
      IdToken: ACCESS_TOKEN_SECONDS,
      AuthorizationCode: 60,
      Interaction: 3600,
      Session: DAY_SECONDS,
      RefreshToken: 30 * DAY_SECONDS,
      Grant: 30 * DAY_SECONDS,
    },
    interactions: { url: (_context, { uid }) => `${from.choosePath}/${uid}`, policy: policyOf(accounts) },
    async findAccount(_context, subject) {
      const account = accounts.bySubject(subject)
      if (!account) return undefined
      const { email, name, groups } = account
      const pool = { "cognito:username": subject, ...(groups.length > 0 ? { "cognito:groups": groups } : {}) }
      const claims = { sub: subject, email, email_verified: true, name, token_use: "id", ...pool }
      return { accountId: subject, claims: () => claims }
    },
    /** Our own pages ask for no consent to themselves. */
    async loadExistingGrant({ oidc }) {
      const { client, session, provider } = oidc
      const known = oidc.result?.consent?.grantId ?? session!.grantIdFor(client!.clientId)
      if (known) return provider.Grant.find(known)
      const grant = new provider.Grant({ clientId: client!.clientId, accountId: session!.accountId! })
      grant.addOIDCScope(SCOPE)
      await grant.save()
      return grant
    },
    renderError(context, { error, error_description }) {
      context.type = "text"
      context.body = `Sign-in failed: ${error}${error_description ? `, ${error_description}` : ""}.\n`
    },
  }
}

/** A hint names the person wanted: somebody else's running session does not answer for them. */
function policyOf(accounts: Accounts): interactionPolicy.DefaultPolicy {
  const policy = interactionPolicy.base()
  const { Check } = interactionPolicy
  const otherPerson = new Check("other_person", "Another person is asked for", ({ oidc }: KoaContextWithOIDC) => {
    const hint = oidc.params?.["login_hint"]
    const wanted = typeof hint === "string" ? accounts.byEmail(hint) : undefined
    return wanted && oidc.session?.accountId !== wanted.subject ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT
  })
  policy.get("login")?.checks.add(otherPerson)
  return policy
}
