/** Does something with all items, so many at once: a connection pool and a partition both take only so much. Answers in the items' order. */
export async function inGroups<Item, Answer>(
  items: readonly Item[],
  atOnce: number,
  each: (item: Item) => Promise<Answer>,
): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let at = 0; at < items.length; at += atOnce)
    answers.push(...(await Promise.all(items.slice(at, at + atOnce).map(each))))
  return answers
}
