import { Head } from "../ui/head.tsx"
import { Sheet } from "../ui/sheet.tsx"
import { Empty } from "../ui/state.tsx"
import { openPalette } from "../shell/asked.ts"
import { Button } from "../ui/button.tsx"

/** An address that leads nowhere. */
export function NotFoundPage() {
  return (
    <>
      <Head title="There is no such page" />
      <Sheet>
        <Empty icon="page" title="Nothing lives at this address" text="It may have moved, or the link was cut short.">
          <Button icon="search" onClick={openPalette}>
            Search
          </Button>
          <a href="/">Go to the start</a>
        </Empty>
      </Sheet>
    </>
  )
}
