/**
 * Does one after the other, so that two never deadlock: what fails keeps back none of the others, and
 * makes the whole fail at its end. Answers how many were done; `false` of one says it had nothing to do.
 */
export async function oneByOne<One>(
  all: Iterable<One>,
  work: (one: One) => Promise<unknown>,
  undone: string,
): Promise<number> {
  const failed: unknown[] = []
  let done = 0
  for (const one of all)
    try {
      if ((await work(one)) !== false) done++ // oxlint-disable-line no-await-in-loop -- one after the other
    } catch (error) {
      failed.push(error)
    }
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} ${undone}`)
  return done
}
