import { Button } from "../ui/button.tsx"
import { Head } from "../ui/head.tsx"
import { Mark } from "../ui/mark.tsx"
import { Sheet } from "../ui/sheet.tsx"

/** A page whose program failed or did not arrive: after a deploy, old pages are gone and loading again brings the new ones. */
export function BrokenPage(props: { error: unknown; reset: () => void }) {
  const message = () => (props.error instanceof Error ? props.error.message : String(props.error))
  const missing = () => /dynamically imported module|module script|preload/i.test(message())
  return (
    <>
      <Head title={missing() ? "This page did not arrive" : "This page broke"} />
      <Sheet>
        <div data-component="state" data-state="failed" role="alert">
          <Mark status="fail" size="large" />
          <p data-part="title">{missing() ? "Its program could not be fetched" : "Its program failed"}</p>
          <p>{missing() ? "The console may have been updated, or the network is down." : message()}</p>
          <div>
            <Button onClick={() => (missing() ? location.reload() : props.reset())}>
              {missing() ? "Load again" : "Try again"}
            </Button>
            <a href="/">Go to the start</a>
          </div>
        </div>
      </Sheet>
    </>
  )
}
