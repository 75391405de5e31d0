import { useMemo, useState } from 'react'

export interface Selection {
  /** Those chosen that are still in the list, in its order. */
  ids: readonly string[]
  has: (id: string) => boolean
  /** With `through`, all from the last one that was chosen to this one. */
  toggle: (id: string, through?: boolean) => void
  all: () => void
  clear: () => void
}

/** Which rows of a list are chosen. What leaves the list leaves the selection. */
export function useSelection(rows: readonly { id: string }[]): Selection {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [last, setLast] = useState<string | null>(null)
  const ids = useMemo(() => rows.map((r) => r.id).filter((id) => chosen.has(id)), [rows, chosen])
  return {
    ids,
    has: (id) => chosen.has(id),
    toggle: (id, through = false) => {
      const between = through && last !== null ? idsBetween(rows, last, id) : []
      setLast(id)
      setChosen((before) => {
        const next = new Set(before)
        if (between.length > 0) for (const one of between) next.add(one)
        else if (!next.delete(id)) next.add(id)
        return next
      })
    },
    all: () => setChosen(new Set(rows.map((r) => r.id))),
    clear: () => setChosen(new Set()),
  }
}

export function idsBetween(rows: readonly { id: string }[], from: string, to: string): string[] {
  const [a, b] = [from, to].map((id) => rows.findIndex((r) => r.id === id))
  if (a === undefined || b === undefined || a < 0 || b < 0) return []
  return rows.slice(Math.min(a, b), Math.max(a, b) + 1).map((r) => r.id)
}
