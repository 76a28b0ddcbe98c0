import { readSettings, saveSettings } from "#shared/contract/settings.ts"
import { knowsCurrency } from "#shared/money.ts"
import { Refusal } from "#shared/refusal.ts"
import { isZone } from "#shared/time.ts"
import { dueNow, machineNow } from "../runtime/clock.ts"
import { audited } from "../table/audit-entry.ts"
import type { Ground } from "../table/ground.ts"
import { generalSettings, settingsPut } from "../table/settings.ts"
import { noteOf } from "./note.ts"
import { route } from "./route.ts"

export const settingsRoutes = (ground: Ground) => [
  route(ground, readSettings, () => generalSettings(ground.db)),

  route(ground, saveSettings, async (settings, { caller }) => {
    if (!isZone(settings.reportingZone))
      throw new Refusal("unprocessable", "This time zone is not known", {
        where: "reportingZone",
        wanted: "an IANA name like Europe/Berlin",
      })
    for (const currency of [settings.reportingCurrency, ...settings.rates.map((rate) => rate.currency)])
      if (!knowsCurrency(currency))
        throw new Refusal("unprocessable", `${currency} is not a currency we know the minor unit of`, {
          where: "rates",
        })
    const before = await generalSettings(ground.db)
    const note = noteOf(caller, "settings.saved", { kind: "settings", id: "general" }, machineNow(), {
      before: { ...before },
      after: { ...settings },
    })
    const refold = before.reportingZone !== settings.reportingZone || before.discounts !== settings.discounts
    await audited(ground.db, note, [settingsPut(settings, refold ? dueNow() : undefined)])
    return settings
  }),
]
