import { Aws, Duration, RemovalPolicy, SecretValue } from "aws-cdk-lib"
import {
  AccountRecovery,
  CfnUserPoolGroup,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OidcAttributeRequestMethod,
  ProviderAttribute,
  UserPool,
  UserPoolClientIdentityProvider,
  UserPoolIdentityProviderOidc,
} from "aws-cdk-lib/aws-cognito"
import { Construct } from "constructs"
import { STAFF } from "../../shared/contract/endpoint.ts"
import { prefixOf, type Stage } from "../stage.ts"
import { acknowledge } from "./acknowledge.ts"

const INVITATION_LIFE_DAYS = 7

/** Who may sign in. Nobody signs up by themselves, and everybody brings a second factor. */
export class People extends Construct {
  readonly pool: UserPool
  /** Where the managed login answers, without a slash at its end. */
  readonly loginUrl: string
  readonly issuer: string
  readonly providers: UserPoolClientIdentityProvider[] = [UserPoolClientIdentityProvider.COGNITO]

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id)
    this.pool = new UserPool(this, "Pool", {
      userPoolName: prefixOf(stage),
      featurePlan: FeaturePlan.ESSENTIALS,
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      mfa: Mfa.REQUIRED,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      passwordPolicy: {
        minLength: 12,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(INVITATION_LIFE_DAYS),
      },
      userInvitation: {
        emailSubject: "Your Watchbill account",
        emailBody:
          "<p>You can sign in to Watchbill as {username} with this password, once: {####}</p>" +
          "<p>It asks for a new password and an authenticator app, and works for seven days.</p>",
      },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    acknowledge(
      this.pool,
      "COG8",
      "The plus tier costs per person and month; self sign-up is off and a second factor is required, which is what it would add.",
    )
    for (const groupName of STAFF) {
      new CfnUserPoolGroup(this, `Group-${groupName}`, {
        userPoolId: this.pool.userPoolId,
        groupName,
        description: `Watchbill staff: ${groupName}`,
      })
    }
    const domain = this.pool.addDomain("Login", {
      cognitoDomain: { domainPrefix: `${prefixOf(stage)}-${Aws.ACCOUNT_ID}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    })
    this.loginUrl = domain.baseUrl()
    this.issuer = this.pool.userPoolProviderUrl
    if (stage.federation) this.federate(stage.federation)
  }

  /** Lets people use the sign-in they already have. Their provider's second factor counts, not Cognito's. */
  private federate({ name, issuer, clientId, clientSecretArn }: NonNullable<Stage["federation"]>) {
    const provider = new UserPoolIdentityProviderOidc(this, "Federation", {
      userPool: this.pool,
      name,
      issuerUrl: issuer,
      clientId,
      clientSecret: SecretValue.secretsManager(clientSecretArn).unsafeUnwrap(),
      scopes: ["openid", "email", "profile"],
      attributeRequestMethod: OidcAttributeRequestMethod.GET,
      attributeMapping: {
        email: ProviderAttribute.other("email"),
        fullname: ProviderAttribute.other("name"),
        custom: { email_verified: ProviderAttribute.other("email_verified") },
      },
    })
    this.providers.push(UserPoolClientIdentityProvider.custom(provider.providerName))
  }
}
