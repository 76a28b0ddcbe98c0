import { type Act, type Acted, changedTo, refused, unchanged, unknownIn } from "./act.ts"

const EVIDENCE_CHARACTERS_MAX = 150_000
const REVIEWED: Record<string, string> = {
  needs_response: "under_review",
  warning_needs_response: "warning_under_review",
}

/** `POST /v1/disputes/{id}`: keeps evidence, and with `submit` gives it to the bank; then nothing can be changed any more. */
export const answerDispute: Act = (_, dispute, form, _nowSeconds): Acted => {
  const odd = unknownIn(form, ["evidence", "submit"])
  if (odd) return unchanged(odd)
  const reviewed = REVIEWED[String(dispute["status"])]
  if (!reviewed)
    return unchanged(refused(400, "This dispute is already closed or under review.", "dispute_evidence_not_accepted"))
  const given = typeof form["evidence"] === "object" ? form["evidence"] : {}
  const held = (dispute["evidence"] as Record<string, unknown> | undefined) ?? {}
  const evidence = { ...held, ...Object.fromEntries(Object.entries(given).map(([name, text]) => [name, text || null])) }
  const characters = Object.values(evidence).reduce<number>((sum, text) => sum + String(text ?? "").length, 0)
  if (characters > EVIDENCE_CHARACTERS_MAX)
    return unchanged(
      refused(400, `The combined character count of evidence is limited to ${EVIDENCE_CHARACTERS_MAX}.`, "invalid"),
    )
  const details = (dispute["evidence_details"] as Record<string, unknown> | undefined) ?? {}
  const isSubmitted = form["submit"] !== "false"
  const changed = changedTo(
    dispute,
    {
      evidence,
      evidence_details: {
        ...details,
        has_evidence: true,
        submission_count: Number(details["submission_count"] ?? 0) + (isSubmitted ? 1 : 0),
      },
      ...(isSubmitted ? { status: reviewed } : {}),
    },
    "charge.dispute.updated",
  )
  return { answer: { status: 200, body: changed.object }, changed: [changed] }
}
