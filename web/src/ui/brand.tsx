import "./brand.css"

/** The name and its mark, a watch's hand over the line of a bill. */
export function Brand() {
  return (
    <a data-component="brand" href="/">
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <circle cx="10" cy="10" r="8.6" fill="none" stroke="currentColor" stroke-width="1.7" />
        <path d="M10 1.4V10h4.6M5 13.6h10" fill="none" stroke="currentColor" stroke-width="1.7" />
      </svg>
      Watchbill
    </a>
  )
}
