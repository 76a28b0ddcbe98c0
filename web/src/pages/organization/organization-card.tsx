import { createEffect, Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { noteVisit, type Organization } from "../../data/organizations.ts"
import { countOf } from "../../format.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Answer } from "../../ui/answer.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Missing } from "../../ui/missing.tsx"
import { Columns, Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { OrganizationFrame } from "./organization-frame.tsx"
import { useRoleIn } from "./role-in.ts"
import { Untold } from "./untold.tsx"

/** One organization's identity. What the reader's role may not see is named, with who can grant it. */
export function OrganizationCard(props: { organizationId: string; asStaff: boolean }) {
  return (
    <OrganizationFrame organizationId={props.organizationId} asStaff={props.asStaff} on="overview">
      {(organization) => <Told of={organization} />}
    </OrganizationFrame>
  )
}

function Told(props: { of: LiveQuery<Organization> }) {
  const me = useMe()
  createEffect(() => {
    const [person, known] = [me(), props.of.data()]
    if (person && known) noteVisit(person.personId, { id: known.id, name: known.name })
  })
  return (
    <Columns>
      <Section title="Organization" span={5} printSpan={8}>
        <Sheet>
          <Answer of={props.of} skeleton={<Skeleton lines={6} tall="12rem" />}>
            {(data) => (
              <Show when={!data().stub} fallback={<Untold of={data()} />}>
                <Card>
                  <Identity of={data()} />
                </Card>
              </Show>
            )}
          </Answer>
        </Sheet>
      </Section>
    </Columns>
  )
}

function Identity(props: { of: Organization }) {
  const { role } = useRoleIn(() => props.of.id)
  return (
    <>
      <Facts>
        <Fact name="Name">{props.of.name}</Fact>
        <Fact name="Id">
          <Copy text={props.of.id} />
        </Fact>
        <Fact name="Status">
          <Word status={props.of.status} />
        </Fact>
        <Show when={props.of.plan}>{(plan) => <Fact name="Plan">{plan()}</Fact>}</Show>
        <Show when={props.of.billingEmail !== undefined}>
          <Fact name="Billing e-mail">
            <Email address={props.of.billingEmail} />
          </Fact>
        </Show>
        <Fact name="Created">{props.of.createdAt ? <Time at={props.of.createdAt} as="date" /> : "not told yet"}</Fact>
        <Fact name="Members">{countOf(props.of.memberCount, "person", "people")}</Fact>
      </Facts>
      <Show when={missing(props.of)}>
        {(what) => (
          <Missing>
            {what()} Your role here is {role() ?? "none"}; an owner can grant it.
          </Missing>
        )}
      </Show>
    </>
  )
}

/** An address that breaks before its host when it must. */
function Email(props: { address: string | null | undefined }) {
  const at = () => props.address?.lastIndexOf("@") ?? -1
  return (
    <Show when={at() > 0} fallback={props.address ?? "–"}>
      {props.address?.slice(0, at())}
      <wbr />
      {props.address?.slice(at())}
    </Show>
  )
}

/** Fields that are absent from the answer, and who sees them. */
function missing(of: Organization): string | undefined {
  const noPlan = of.plan === undefined
  const noEmail = of.billingEmail === undefined
  if (noPlan && noEmail) return "The plan is for owners and admins, the billing e-mail for owners."
  if (noEmail) return "The billing e-mail is for owners."
  return noPlan ? "The plan is for owners and admins." : undefined
}
