import type { DeliveryName } from "../../data/webhooks.ts"
import { Section } from "../../ui/section.tsx"
import { Sheet } from "../../ui/sheet.tsx"
import { DeliveryView } from "./delivery-view.tsx"
import "../../ui/table.css"

/** A delivery opened by its address that is not among the rows of this page: it stands above them. */
export function PinnedDelivery(props: { name: DeliveryName; close: string }) {
  return (
    <Section
      title={props.name.deliveryId}
      note="opened by its link, not on this page of the list"
      end={
        <a href={props.close} noScroll>
          Close
        </a>
      }
    >
      <Sheet>
        <div data-component="detail" data-pinned="">
          <DeliveryView of={props.name} />
        </div>
      </Sheet>
    </Section>
  )
}
