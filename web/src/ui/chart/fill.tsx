import { createSignal, type JSX, onCleanup, onMount } from "solid-js"
import "./chart.css"

/**
 * A chart as tall as its cell has room for; the cell's neighbours decide how much that is. `least` is the height of the whole
 * figure in pixels where they leave it free. The height follows the cell alone, so that nothing moves under the cursor.
 */
export function Fill(props: { least: number; tall: number; children: (tall: () => number) => JSX.Element }) {
  const [tall, setTall] = createSignal(props.tall)
  let cell!: HTMLDivElement
  onMount(() => {
    const watch = new ResizeObserver(() => {
      const figure = cell.firstElementChild
      if (!figure || cell.clientHeight === 0) return
      const beside = figure.getBoundingClientRect().height - tall()
      setTall(Math.max(props.tall / 2, Math.floor(cell.clientHeight - beside)))
    })
    watch.observe(cell)
    onCleanup(() => watch.disconnect())
  })
  return (
    <div data-part="fill" ref={cell} style={{ "--least": `${props.least}px` }}>
      {props.children(tall)}
    </div>
  )
}
