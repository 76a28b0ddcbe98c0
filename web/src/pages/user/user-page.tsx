import { useParams } from "@solidjs/router"
import { For, Show } from "solid-js"
import { useMe } from "../../data/me.ts"
import { liveUser, type User } from "../../data/users.ts"
import { countText } from "../../format.ts"
import { personGenerationsPath, personPath } from "../../shell/nav.ts"
import { usePage } from "../../shell/page.ts"
import { Answer } from "../../ui/answer.tsx"
import { Copy } from "../../ui/copy.tsx"
import { Fact, Facts } from "../../ui/facts.tsx"
import { Head } from "../../ui/head.tsx"
import { Missing } from "../../ui/missing.tsx"
import { Columns, Section } from "../../ui/section.tsx"
import { Card, Sheet } from "../../ui/sheet.tsx"
import { Empty, Skeleton } from "../../ui/state.tsx"
import { Time } from "../../ui/time.tsx"
import { Word } from "../../ui/word.tsx"
import { nameOf, verifiedText } from "../users/words.ts"
import { Memberships } from "./memberships.tsx"

/** One user of the product: who they are, where they belong, and where their sessions stand. */
export default function UserPage() {
  const params = useParams<{ userId: string }>()
  return (
    <Show when={params.userId} keyed>
      {(userId) => <OneUser userId={userId} />}
    </Show>
  )
}

function OneUser(props: { userId: string }) {
  const user = liveUser(() => props.userId)
  const name = () => user.data() && nameOf(user.data()!)
  usePage({ crumb: name, refresh: user.refresh })
  return (
    <Show when={user.error()?.status !== 404 || user.data()} fallback={<NoUser userId={props.userId} />}>
      <Head title={name() ?? "User"} />
      <Columns>
        <Section title="User" span={5} printSpan={8}>
          <Sheet>
            <Answer of={user} skeleton={<Skeleton lines={7} tall="15rem" />}>
              {(data) => (
                <Card>
                  <Identity of={data()} />
                </Card>
              )}
            </Answer>
          </Sheet>
        </Section>
        <Section title="Organizations" note={user.data() && belonging(user.data()!)} span={7}>
          <Sheet>
            <Answer of={user} skeleton={<Skeleton lines={4} tall="8rem" />}>
              {(data) => <Memberships of={data()} />}
            </Answer>
          </Sheet>
        </Section>
      </Columns>
    </Show>
  )
}

function Identity(props: { of: User }) {
  const me = useMe()
  return (
    <>
      <Facts>
        <Fact name="Name">{props.of.name ?? "not told"}</Fact>
        <Fact name="Id">
          <Copy text={props.of.id} />
        </Fact>
        <Fact name="E-mail">
          <Show when={props.of.email} fallback="not told">
            {(email) => (
              <Show when={me()?.staffRole !== "viewer"} fallback={email()}>
                <Copy text={email()} />
              </Show>
            )}
          </Show>
        </Fact>
        <Fact name="Verified">{verifiedText(props.of) ?? "not told"}</Fact>
        <Fact name="Status">
          <Word status={props.of.status} />
        </Fact>
        <Fact name="Registered">{props.of.createdAt ? <Time at={props.of.createdAt} as="date" /> : "not told"}</Fact>
        <Fact name="What they did">
          <Doings of={props.of} />
        </Fact>
      </Facts>
      <Show when={props.of.stub}>
        <Missing>An organization named them as its member; the product has not told who they are.</Missing>
      </Show>
      <Show when={me()?.staffRole === "viewer"}>
        <Missing>The e-mail is masked for the role viewer. A staff admin can grant more.</Missing>
      </Show>
    </>
  )
}

/** Links to sessions and generations, under each id that events know them by. */
function Doings(props: { of: User }) {
  const mark = (by: string) => (props.of.people.length > 1 ? ` by ${by}` : "")
  return (
    <Show
      when={props.of.people.length > 0}
      fallback={props.of.hidden ? "they hide from boards" : "no event named them"}
    >
      <For each={props.of.people}>
        {({ userId, by }, at) => (
          <>
            <Show when={at() > 0}>
              <br />
            </Show>
            <a href={personPath(userId)}>Sessions{mark(by)}</a>,{" "}
            <a href={personGenerationsPath(userId)}>Generations{mark(by)}</a>
          </>
        )}
      </For>
    </Show>
  )
}

const belonging = ({ organizationCount, organizations }: User): string =>
  organizationCount > organizations.length
    ? `${countText(organizations.length)} of ${countText(organizationCount)}`
    : organizationCount > 0
      ? countText(organizationCount)
      : ""

const NoUser = (props: { userId: string }) => (
  <>
    <Head title="No such user" />
    <Sheet>
      <Empty title={`There is no user ${props.userId}`} text="No event told of them, and no organization named them.">
        <a href="/admin/users">Open the directory</a>
      </Empty>
    </Sheet>
  </>
)
