import { createMemo, For, Show } from "solid-js"
import { SPEND_ALERTS_MAX } from "#shared/contract/spend-alerts.ts"
import { SPEND_DEFINITIONS } from "#shared/usage/spend-definitions.ts"
import type { SpendAlerts as Told } from "../../data/spend-alerts.ts"
import { countOf } from "../../format.ts"
import type { LiveQuery } from "../../live-query.ts"
import { Button } from "../../ui/button.tsx"
import { Empty } from "../../ui/state.tsx"
import { Table } from "../../ui/table.tsx"
import { Part } from "../usage/part.tsx"
import { alertColumns, raisedColumns } from "./alert-columns.tsx"
import { createAlertDesk } from "./alert-desk.ts"
import { Computed } from "./computed.tsx"
import { CreateAlert } from "./create-alert.tsx"
import { DeleteAlert } from "./delete-alert.tsx"

/** What is watched of an organization's spend, how each stands now, and what was raised. */
export default function SpendAlerts(props: {
  of: LiveQuery<Told>
  organizationId: string
  /** The projects that the window names. */
  projects: readonly string[]
  /** The one that the page is narrowed to. */
  project: string | undefined
  mayWrite: boolean
}) {
  const desk = createAlertDesk(props.of, props.organizationId)
  const told = () => props.of.data()!
  const columns = createMemo(() => alertColumns(told, props.mayWrite ? desk.beginDeleting : undefined))
  const raised = raisedColumns(told)
  const isFull = () => (props.of.data()?.items.length ?? 0) >= SPEND_ALERTS_MAX
  return (
    <>
      <Part
        of={props.of}
        title="Spend alerts"
        id="alerts"
        span={12}
        tall="8rem"
        note={(data) =>
          data().items.length > 0 ? `${countOf(data().items.length, "alert")} of ${SPEND_ALERTS_MAX}` : ""
        }
        end={
          <Show when={props.mayWrite && props.of.data()?.items.length !== 0}>
            <Button
              onClick={desk.begin}
              disabled={isFull()}
              title={isFull() ? `At most ${SPEND_ALERTS_MAX}: delete one first` : undefined}
            >
              Create alert
            </Button>
          </Show>
        }
        foot={(data) => (
          <>
            <For each={["dayAlert", "monthAlert", "unusualAlert"] as const}>
              {(figure) => (
                <span data-part="how">
                  {SPEND_DEFINITIONS[figure].title}{" "}
                  <Computed figure={figure} asOf={data().asOf} timeZone={data().timeZone} />
                </span>
              )}
            </For>
            <Show when={!props.mayWrite}>
              <span>Creating and deleting alerts takes this organization's owner or admin, or staff admin.</span>
            </Show>
          </>
        )}
      >
        {(data) => (
          <Show
            when={data().items.length > 0}
            fallback={
              <Empty
                icon="clock"
                title="No spend alerts yet"
                text="An alert is raised on this page when a day or a month costs more than you say, or a day more than is usual."
              >
                <Show when={props.mayWrite}>
                  <Button kind="primary" onClick={desk.begin}>
                    Create alert
                  </Button>
                </Show>
              </Empty>
            }
          >
            <Table
              label="Spend alerts, as a table"
              columns={columns()}
              rows={data().items}
              keyOf={({ alertId }) => alertId}
            />
          </Show>
        )}
      </Part>
      <Show when={(props.of.data()?.raised.length ?? 0) > 0}>
        <Part of={props.of} title="Raised alerts" id="raised" span={12} tall="8rem" note={() => "the newest first"}>
          {(data) => (
            <Table
              label="Raised alerts, as a table"
              columns={raised}
              rows={data().raised}
              keyOf={({ alertId, period }) => `${period} ${alertId}`}
            />
          )}
        </Part>
      </Show>
      <Show when={desk.isCreating()}>
        <CreateAlert desk={desk} projects={props.projects} project={props.project} />
      </Show>
      <Show when={desk.deleting()}>{(alert) => <DeleteAlert desk={desk} of={alert()} />}</Show>
    </>
  )
}
