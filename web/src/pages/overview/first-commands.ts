import { eventCommand, firstKey } from "../../event-command.ts"

/**
 * On one machine: a signed delivery of one subscription over 49.00 a month, with the constant secret that a deployed
 * console refuses. Deployed: Stripe's own resend of an event.
 */
export function deliveryCommand(origin: string, local: boolean): string {
  if (!local) return "stripe events resend EVENT_ID --live --webhook-endpoint=ENDPOINT_ID"
  const price =
    '{"id":"price_first","object":"price","currency":"usd","unit_amount":4900,"type":"recurring",' +
    '"recurring":{"interval":"month","interval_count":1,"usage_type":"licensed"}}'
  const item = `{"id":"si_first","object":"subscription_item","quantity":1,"price":${price}}`
  const subscription =
    '{"id":"sub_first","object":"subscription","customer":"cus_first","status":"active","currency":"usd",' +
    `"created":'$now',"start_date":'$now',"livemode":true,"items":{"object":"list","has_more":false,"data":[${item}]}}`
  const event =
    `{"id":"evt_first_'$now'","object":"event","type":"customer.subscription.created","created":'$now',` +
    `"livemode":true,"data":{"object":${subscription}}}`
  return [
    "now=$(date +%s)",
    `body='${event}'`,
    'signed=$(printf %s "$now.$body" | openssl dgst -sha256 -hmac whsec_local | sed "s/.* //")',
    `curl ${origin}/webhooks/stripe -H "stripe-signature: t=$now,v1=$signed" -d "$body"`,
  ].join("\n")
}

/** One person who signed up now. Deployed, the reader's own ingest key stands in a variable. */
export const signupCommand = (origin: string, local: boolean): string =>
  eventCommand(origin, firstKey(local), "user.created", '{"id":"user_first","name":"First Person"}')
