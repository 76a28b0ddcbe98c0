import { AwsError, callAws } from "./aws.ts"

/**
 * Keeps a text as the newest version of a secret, and makes the secret where there is none. The same `token` (32 to 64
 * characters) with the same text again changes nothing; with another text it is refused. Nothing here reads a secret.
 */
export async function keepSecret(name: string, text: string, token: string): Promise<"kept" | "refused"> {
  const version = { SecretString: text, ClientRequestToken: token }
  const ask = async (action: string, fields: object): Promise<"kept" | "missing" | "exists"> => {
    try {
      await callAws("secretsmanager", `secretsmanager.${action}`, JSON.stringify({ ...fields, ...version }))
      return "kept"
    } catch (error) {
      if (error instanceof AwsError && error.name === "ResourceNotFoundException") return "missing"
      if (error instanceof AwsError && error.name === "ResourceExistsException") return "exists"
      throw error
    }
  }
  const put = await ask("PutSecretValue", { SecretId: name })
  if (put !== "missing") return put === "kept" ? "kept" : "refused"
  const made = await ask("CreateSecret", { Name: name })
  if (made === "kept") return "kept"
  // Somebody else made it meanwhile.
  return (await ask("PutSecretValue", { SecretId: name })) === "kept" ? "kept" : "refused"
}
