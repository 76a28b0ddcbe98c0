import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { atWallTime, instant, MINUTE_MS, msOf, wallTime } from "#shared/time.ts"

describe("the clock on the wall", () => {
  test.each([
    ["2026-11-20T14:02", "UTC", "2026-11-20T14:02:00.000Z"],
    ["2026-11-20T14:02", "Asia/Kolkata", "2026-11-20T08:32:00.000Z"],
    ["2026-07-20T14:02", "America/New_York", "2026-07-20T18:02:00.000Z"],
    // Set forward at 2:00: half past two is not there, and is said at half past three.
    ["2026-03-08T02:30", "America/New_York", "2026-03-08T07:30:00.000Z"],
    ["2026-03-08T03:00", "America/New_York", "2026-03-08T07:00:00.000Z"],
    // Set back at 2:00: half past one is there twice.
    ["2026-11-01T01:30", "America/New_York", "2026-11-01T05:30:00.000Z"],
    ["2026-11-01T02:00", "America/New_York", "2026-11-01T07:00:00.000Z"],
    ["2026-04-05T01:45", "Australia/Lord_Howe", "2026-04-04T14:45:00.000Z"],
    ["2026-01-01T00:00", "Pacific/Kiritimati", "2025-12-31T10:00:00.000Z"],
  ])("%s in %s", (wall, zone, at) => expect(atWallTime(wall, zone)).toBe(at))

  test("says at every instant what leads back to it, or to the same time before it was set back", () => {
    const zones = fc.constantFrom("UTC", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe", "Pacific/Apia")
    const minutes = fc.integer({ min: msOf("2011-01-01T00:00:00.000Z") / MINUTE_MS, max: 30_000_000 })
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const at = instant(minute * MINUTE_MS)
        const wall = wallTime(at, zone)
        const back = atWallTime(wall, zone)
        expect(wallTime(back, zone)).toBe(wall)
        expect(back <= at).toBe(true)
      }),
    )
  })
})
