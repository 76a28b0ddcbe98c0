import { endpointOf, signedPost } from "./aws.ts"

/** Has SES send a mail of plain text; throws in SES's words where it does not take it. */
export const sendMail = (
  from: string,
  { to, subject, text }: { to: readonly string[]; subject: string; text: string },
): Promise<void> => {
  const utf8 = (Data: string) => ({ Data, Charset: "UTF-8" })
  const body = {
    FromEmailAddress: from,
    Destination: { ToAddresses: to },
    Content: { Simple: { Subject: utf8(subject), Body: { Text: utf8(text) } } },
  }
  return signedPost("ses", `${endpointOf("ses").url}/v2/email/outbound-emails`, JSON.stringify(body))
}
