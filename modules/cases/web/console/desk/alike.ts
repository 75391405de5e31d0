import { useMemo, useState } from 'react'
import type { CaseRow } from '../../../contract/index.ts'
import type { AlikeGroup } from '../../../contract/merging.ts'
import { useAlike } from '../merging/queries.ts'

/** A place in the queue: one message, or several that are likely one trouble, with the one that leads. */
export interface Place {
  row: CaseRow
  group: AlikeGroup | null
  /** A member of the group above it, shown because that is open. */
  inside: boolean
}

/**
 * The queue with likely groups folded: each stands where its first one stood, led by the one that the
 * others would follow. What rings is never folded away.
 */
export function placesOf(
  rows: readonly CaseRow[],
  groups: readonly AlikeGroup[],
  open: ReadonlySet<string>,
): Place[] {
  const groupOf = new Map<string, AlikeGroup>()
  for (const group of groups) for (const { case: one } of group.rows) groupOf.set(one.id, group)
  const told = new Set<AlikeGroup>()
  const newest = (one: CaseRow) => rows.find((r) => r.id === one.id) ?? one
  return rows.flatMap((row): Place[] => {
    const group = groupOf.get(row.id)
    const [leader, ...others] = group?.rows.map((r) => r.case) ?? []
    if (!group || !leader) return [{ row, group: null, inside: false }]
    if (told.has(group)) return row.rings && row.id !== leader.id ? inside([row]) : []
    told.add(group)
    const members = others.map(newest).filter((one) => !one.rings)
    const ringing = row.rings && row.id !== leader.id ? inside([row]) : []
    return [
      { row: newest(leader), group, inside: false },
      ...(open.has(leader.id) ? inside(members) : []),
      ...ringing,
    ]
  })
}

const inside = (rows: readonly CaseRow[]): Place[] =>
  rows.map((row) => ({ row, group: null, inside: true }))

/** The places of the queue, and which groups are open. A search shows what it found, folded or not. */
export function useFolded(rows: readonly CaseRow[], searching: boolean) {
  const alike = useAlike(!searching)
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set())
  const groups = searching ? undefined : alike.data
  const places = useMemo(() => placesOf(rows, groups ?? [], open), [rows, groups, open])
  const toggle = (leaderId: string) =>
    setOpen((now) => {
      const next = new Set(now)
      if (!next.delete(leaderId)) next.add(leaderId)
      return next
    })
  return { places, isOpen: (leaderId: string) => open.has(leaderId), toggle }
}
export type Folded = ReturnType<typeof useFolded>
