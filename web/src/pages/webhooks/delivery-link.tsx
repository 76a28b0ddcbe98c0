import { Navigate, useParams } from "@solidjs/router"

/** `/admin/webhooks/stripe/evt_1` is the list with that row open. */
export default function DeliveryLink() {
  const params = useParams<{ provider: string; deliveryId: string }>()
  return <Navigate href={`/admin/webhooks?open=${params.provider}/${params.deliveryId}`} />
}
