import type { Overview } from "#shared/contract/overview.ts"
import type { Ground } from "../table/ground.ts"
import type { ReadGround } from "../table/cubes.ts"

/** The ground to read cubes from, and by kind what is known of those that were read. */
export function notedCubes({ db, files, clock }: Ground): { ground: ReadGround; cubes: Overview["cubes"] } {
  const cubes: Overview["cubes"] = {}
  const onCube: ReadGround["onCube"] = ({ name, version }, { fold, foldedAt }) => {
    const known = cubes[name]
    cubes[name] = {
      foldedAt: known && known.foldedAt > foldedAt ? known.foldedAt : foldedAt,
      outdated: known?.outdated === true || fold < version,
    }
  }
  return { ground: { db, files, clock, onCube }, cubes }
}
