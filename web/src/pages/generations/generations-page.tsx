import { Head } from "../../ui/head.tsx"
import { GenerationList } from "./generation-list.tsx"

/** What image and language models made for everybody, and how each step of it went. */
export default function GenerationsPage() {
  return (
    <>
      <Head title="Generations" note="What models made for the product's users, each with the steps it took." />
      <GenerationList />
    </>
  )
}
