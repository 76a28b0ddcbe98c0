import { Show } from "solid-js"
import type { LedgerEntry } from "../../data/credits.ts"
import { microsText } from "../../format.ts"
import { Fact, FactColumns, Facts } from "../../ui/facts.tsx"
import { Hash } from "../../ui/hash.tsx"
import { Time } from "../../ui/time.tsx"
import { CONTRA_WORDS, sourceWords } from "./words.ts"

/** One entry opened: exact to the micro-dollar, what made it, and how it hangs in the chain. */
export function EntryView(props: { of: LedgerEntry }) {
  return (
    <FactColumns>
      <Facts start>
        <Fact name="Amount, exactly">{microsText(props.of.amountMicros, "usd")}</Fact>
        <Fact name="Balance after it">{microsText(props.of.balanceMicros, "usd")}</Fact>
        <Fact name="Other side">{CONTRA_WORDS[props.of.contra]}</Fact>
        <Fact name="Made by">
          <Show when={audited(props.of)} fallback={sourceWords(props.of)}>
            {(href) => <a href={href()}>{sourceWords(props.of)}</a>}
          </Show>
        </Fact>
        <Show when={props.of.expiresAt}>
          {(at) => (
            <Fact name="Expires">
              <Time at={at()} seconds />
            </Fact>
          )}
        </Show>
      </Facts>
      <Facts start>
        <Fact name="Number">{props.of.seq}</Fact>
        <Fact name="By">
          {props.of.actor.label}, {props.of.actor.role}
        </Fact>
        <Fact name="Hash">
          <Hash of={props.of.hash} label="the entry's hash" />
        </Fact>
        <Fact name="Hash before">
          <Hash of={props.of.previousHash} label="the hash of the entry before" />
        </Fact>
      </Facts>
      <Show when={props.of.comment}>{(comment) => <p data-part="comment">{comment()}</p>}</Show>
    </FactColumns>
  )
}

/** Where the audit tells of the request that made an entry. */
const audited = ({ organizationId, source }: LedgerEntry): string | undefined =>
  source.kind === "request" ? `/admin/audit?${new URLSearchParams({ organizationId, search: source.id })}` : undefined
