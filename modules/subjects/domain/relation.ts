import type { SubjectKind } from './subject.ts'

export const relationKinds = [
  'lives_in',
  'belongs_to',
  'operates',
  'located_in',
  'represents',
  'manages',
] as const
export type RelationKind = (typeof relationKinds)[number]

const fits: Record<RelationKind, { from: readonly SubjectKind[]; to: readonly SubjectKind[] }> = {
  lives_in: { from: ['household'], to: ['dwelling'] },
  belongs_to: { from: ['person'], to: ['household'] },
  operates: { from: ['person', 'organisation'], to: ['shop'] },
  located_in: { from: ['shop', 'organisation', 'dwelling'], to: ['building'] },
  represents: { from: ['person'], to: ['organisation'] },
  manages: { from: ['organisation'], to: ['building'] },
}

/** Whether things of these kinds can stand in this relation, in this direction. */
export const mayRelate = (kind: RelationKind, from: SubjectKind, to: SubjectKind): boolean =>
  fits[kind].from.includes(from) && fits[kind].to.includes(to)

/** The relations that a thing of this kind can begin, each with what it leads to. */
export const relationsFrom = (from: SubjectKind) =>
  relationKinds
    .filter((kind) => fits[kind].from.includes(from))
    .map((kind) => ({ kind, to: fits[kind].to }))

/** Those that lead to it. */
export const relationsTo = (to: SubjectKind) =>
  relationKinds
    .filter((kind) => fits[kind].to.includes(to))
    .map((kind) => ({ kind, from: fits[kind].from }))

/** Whether a relation holds on a day (YYYY-MM-DD); its last day is included. */
export const holdsOn = (
  { since, until }: { since: string | null; until: string | null },
  day: string,
): boolean => (since === null || since <= day) && (until === null || day <= until)
