import { PRODUCT_URL_CHARACTERS_MAX } from "#shared/payments/product-url.ts"
import type { GeneralSettings } from "../../data/settings.ts"
import { TextField } from "../../ui/field.tsx"
import { Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import type { Faults } from "./draft.ts"

/** Where the product is asked what a disputing customer used. */
export function ProductUrl(props: {
  draft: GeneralSettings
  faults: Faults
  readOnly: boolean
  onChange: (changes: Partial<GeneralSettings>) => void
}) {
  return (
    <Section title="Evidence of disputes" note="what the product itself knows of a customer">
      <Sheet>
        <Card>
          <TextField
            label="Product URL"
            problem={props.faults["productUrl"]}
            help="Asked once for each new dispute, signed, with {customerId} and {organizationId} filled in. Its lines stand beside our own facts. Empty: the product is not asked."
            placeholder="https://product.example.com/usage/{customerId}"
            max={PRODUCT_URL_CHARACTERS_MAX}
            exact
            disabled={props.readOnly}
            value={props.draft.productUrl ?? ""}
            onChange={(text) => props.onChange({ productUrl: text.trim() || undefined })}
          />
        </Card>
      </Sheet>
    </Section>
  )
}
