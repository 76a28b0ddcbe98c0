/** What people of an organization are called, by the name that their usage is told under. */
export async function userNames(
  _organizationId: string,
  users: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  return new Map(users.map((user) => [user, user]))
}
