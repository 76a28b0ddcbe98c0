import type { OrganizationMetrics } from "#shared/contract/metrics.ts"
import type { Changes } from "../../address.ts"
import { Button } from "../../ui/button.tsx"
import { Tops } from "../metrics/tops.tsx"
import { saveFile } from "../usage/board-csv.ts"
import { csvName, topCsv } from "./cost-csv.ts"

/** Where the money goes: the dearest names, each with its share of the total, and a file of each. */
export function CostTops(props: {
  data: OrganizationMetrics
  organizationId: string
  /** Every name of the answer is shown. */
  all: boolean
  question: string | undefined
  href: (changes: Changes) => string
}) {
  return (
    <Tops
      data={props.data}
      all={props.all}
      question={props.question}
      href={props.href}
      projectHref={(project) => props.href({ project, by: undefined })}
      end={(title, one, top) => (
        <Button
          icon="download"
          label={`CSV of ${title.toLowerCase()}`}
          onClick={() =>
            saveFile(
              csvName(props.organizationId, one.toLowerCase(), props.data.window),
              topCsv(one.toLowerCase(), top),
            )
          }
        />
      )}
    />
  )
}
