import { createEffect, createRoot } from "solid-js"
import type * as z from "zod/mini"
import {
  type Export,
  type ExportFormat,
  type ExportRequest as Request,
  listExports,
  readExport,
  requestExport,
} from "#shared/contract/exports.ts"
import { call, Problem } from "../api.ts"
import { countOf } from "../format.ts"
import { liveQuery } from "../live-query.ts"
import { changeToast, type Toast, toast } from "../toast.ts"

export type { Export }
export type ExportRequest = z.input<typeof Request>

const LOOK_MS = 3_000

/** Exports made, newest first. */
export const liveExports = () => liveQuery(listExports, () => ({}), { topics: ["exports"], key: "exportId" })

/** Fetches a fresh link of an export and follows it; links live five minutes, so they are made when asked for. */
export async function download(exportId: string): Promise<void> {
  const { downloadUrl } = await call(readExport, { exportId })
  if (downloadUrl === null)
    throw new Problem({ status: 410, title: "Not there any more", detail: "Files are kept seven days." })
  location.assign(downloadUrl)
}

/** Downloads from a toast or a row, and says so when it cannot. */
export function downloadOrSay(exportId: string): void {
  download(exportId).catch((problem: Problem) =>
    toast({ status: "fail", text: `Could not download. ${problem.detail}` }),
  )
}

/** Asks for a file of a list as it is filtered now, and tells how it goes until the file is there. */
export async function exportList(request: ExportRequest, idempotencyKey: string = crypto.randomUUID()): Promise<void> {
  const id = toast({ status: "info", text: "Asking for the file…", lasting: true })
  try {
    const made = await call(requestExport, { request }, { idempotencyKey })
    changeToast(id, wordsOf(made))
    follow(made.exportId, id)
  } catch (problem) {
    const { detail } = problem as Problem
    const again = { text: "Try again", onAct: () => void exportList(request, idempotencyKey) }
    changeToast(id, { status: "fail", text: `Could not export. ${detail}`, act: again })
  }
}

function follow(exportId: string, toastId: number): void {
  createRoot((dispose) => {
    const made = liveQuery(readExport, () => ({ exportId }), { topics: ["exports"], again: () => LOOK_MS })
    createEffect(() => {
      const status = made.data()?.status
      if (status !== "ready" && status !== "failed") return
      changeToast(toastId, wordsOf(made.data()!))
      queueMicrotask(dispose)
    })
  })
}

/** The format as it is called on a page. */
export const formatText = (format: ExportFormat): string => format.toUpperCase()

function wordsOf({ exportId, list, format, status, rows, reason }: Export): Omit<Toast, "id"> {
  const seeAll = { text: "See exports", href: "/admin/exports" }
  if (status === "ready")
    return {
      status: "ok",
      text: `The ${formatText(format)} of ${list} is ready: ${countOf(rows, "row")}.`,
      act: { text: "Download", onAct: () => downloadOrSay(exportId) },
      lasting: true,
    }
  if (status === "failed")
    return { status: "fail", text: `The ${formatText(format)} of ${list} failed. ${reason ?? ""}`, act: seeAll }
  return { status: "info", text: `The ${formatText(format)} of ${list} is being written.`, act: seeAll, lasting: true }
}
