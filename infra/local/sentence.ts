/** An error that is one clear sentence for the person at the terminal; its stack is never shown. */
export class Sentence extends Error {
  override name = "Sentence"
}
