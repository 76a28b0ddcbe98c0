import { Duration } from "aws-cdk-lib"
import { CfnManagedLoginBranding, type CfnUserPoolClient, OAuthScope, UserPoolClient } from "aws-cdk-lib/aws-cognito"
import { Construct } from "constructs"
import type { EnvName } from "../../functions/runtime/env.ts"
import type { People } from "../constructs/people.ts"
import { prefixOf, type Stage } from "../stage.ts"

/** Pages ask for a new one in time; a stolen one is soon worth nothing. */
const ACCESS_TOKEN_MINUTES = 10
/** As long as the session cookie of functions/api/session.ts. */
const SESSION_HOURS = 12

/** The console as a client of the user pool. It can be made anew, so it flows; it must know the console's URL, so it cannot stand in Keep. */
export class SignIn extends Construct {
  readonly clientId: string
  readonly issuer: string
  /** What the functions that know sessions and callers are told; nothing of it is secret. */
  readonly environment: Partial<Record<EnvName, string>>

  constructor(scope: Construct, id: string, { stage, people, url }: { stage: Stage; people: People; url: string }) {
    super(scope, id)
    const client = new UserPoolClient(this, "Client", {
      userPool: people.pool,
      userPoolClientName: prefixOf(stage),
      generateSecret: false,
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${url}/session/callback`],
        logoutUrls: [`${url}/sign-in`],
      },
      supportedIdentityProviders: people.providers,
      accessTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
      idTokenValidity: Duration.minutes(ACCESS_TOKEN_MINUTES),
      refreshTokenValidity: Duration.hours(SESSION_HOURS),
      enableTokenRevocation: true,
      preventUserExistenceErrors: true,
    })
    // Nobody signs in past the login pages; Cognito would allow it unless told what else there is.
    const resource = client.node.defaultChild as CfnUserPoolClient
    resource.explicitAuthFlows = ["ALLOW_REFRESH_TOKEN_AUTH"]
    new CfnManagedLoginBranding(this, "Branding", {
      userPoolId: people.pool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    })
    this.clientId = client.userPoolClientId
    this.issuer = people.issuer
    this.environment = {
      ISSUER: people.issuer,
      CLIENT_ID: this.clientId,
      ISSUER_AUTHORIZE_URL: `${people.loginUrl}/oauth2/authorize`,
      ISSUER_TOKEN_URL: `${people.loginUrl}/oauth2/token`,
      ISSUER_REVOKE_URL: `${people.loginUrl}/oauth2/revoke`,
      ISSUER_LOGOUT_URL: `${people.loginUrl}/logout`,
      FIRST_ADMIN_EMAIL: stage.firstAdminEmail,
    }
  }
}
