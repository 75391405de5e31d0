interface Placed {
  id: string
  position: number
}

/**
 * Where each rule stands once some are given a place: those exactly there, the others in their order,
 * each as near behind its old place as there is room. Asked again with the same places, nothing moves.
 */
export function placesOf(
  rules: readonly Placed[],
  given: ReadonlyMap<string, number>,
): Map<string, number> {
  const taken = new Set(given.values())
  const places = new Map(given)
  let last = 0
  for (const { id, position } of rules.toSorted((a, b) => a.position - b.position)) {
    if (given.has(id)) continue
    let place = Math.max(position, last + 1)
    while (taken.has(place)) place++
    places.set(id, place)
    last = place
  }
  return places
}
