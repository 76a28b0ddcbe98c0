/** A record whose names outsiders choose: it inherits nothing, so that `constructor` is a name as any other. */
export const named = <Value>(): Record<string, Value> => Object.create(null)

/** What a record itself holds under a name that an outsider chose. */
export const own = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined
