import type { FailedPayment } from "../../data/failed-payments.ts"

/** Where Stripe shows the invoice. */
export const OpenInvoice = (props: { of: FailedPayment }) => (
  <a
    href={`https://dashboard.stripe.com/${props.of.mode === "test" ? "test/" : ""}invoices/${encodeURIComponent(props.of.invoiceId)}`}
    target="_blank"
    rel="noopener"
  >
    Open in Stripe
  </a>
)
