import { useQueries, useQuery } from '@tanstack/react-query'
import { seenOr, useSeenAt } from '#modules/cases/web/index.ts'
import { listTasks } from '#modules/cases/contract/index.ts'
import { rosterContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import type { Thing } from '../../../domain/today/order.ts'
import { fieldKey, useDoors } from '../visits/doors.ts'
import { useDueRounds } from '../checks/due.ts'
import { useQueuedRounds } from '../checks/queue.ts'
import { useAhead } from '../hazards/ahead.ts'
import { useRounds } from '../patrols/rounds.ts'
import { useDoneHere } from './done-here.ts'
import { othersFor } from './others.ts'

const useTasksNow = (enabled: boolean) =>
  useQuery({
    queryKey: ['tasks', 'open'],
    queryFn: () => seenOr('tasks open', () => call(listTasks, { query: { state: 'open' } })),
    enabled,
  })

/** The own shifts, for the one of today. */
export const useShifts = () =>
  useQuery({
    queryKey: [...fieldKey, 'shifts'],
    queryFn: () => seenOr('field shifts', () => call(rosterContract.readOwnShifts, {})),
    retry: false,
  })

const useOthers = (verbs: readonly string[], isDue: (at: string) => boolean) =>
  useQueries({
    queries: othersFor(verbs).map(({ name, ask }) => ({
      queryKey: [...fieldKey, 'today', name],
      queryFn: () => seenOr(`today ${name}`, () => ask(isDue)),
    })),
  })

type Tasks = NonNullable<ReturnType<typeof useTasksNow>['data']>
type Doors = NonNullable<ReturnType<typeof useDoors>['data']>
type Checks = NonNullable<ReturnType<typeof useDueRounds>['data']>
type Ahead = NonNullable<ReturnType<typeof useAhead>['data']>
type Rounds = NonNullable<ReturnType<typeof useRounds>['data']>

const placeOf = (of: { lon: number | null; lat: number | null }) =>
  of.lon === null || of.lat === null ? null : { lon: of.lon, lat: of.lat }

const ofTasks = ({ rows }: Tasks): Thing[] =>
  rows.map(({ task, case: kase }) => ({
    kind: 'task',
    id: task.id,
    title: kase.title,
    address: kase.address || kase.communityName,
    at: placeOf(kase),
    late: kase.overdue,
    href: `/work/tasks/${kase.id}`,
  }))

/** Doors that are due by today, and promises that one owes by today. */
const ofDoors = ({ doors, promises, today }: Doors): Thing[] => [
  ...doors
    .filter(({ daysOver }) => daysOver >= 0)
    .map(({ subject, daysOver, lastMetAt }): Thing => ({
      kind: 'visit',
      id: subject.id,
      title: subject.name,
      address: subject.addressText,
      at: placeOf(subject),
      late: daysOver > 0 && lastMetAt !== null,
      href: `/work/visits/${subject.id}`,
    })),
  ...promises
    .filter(({ dueOn }) => dueOn <= today)
    .map(({ id, words, subject, dueOn }): Thing => ({
      kind: 'promise',
      id,
      title: words,
      address: subject.addressText,
      at: placeOf(subject),
      late: dueOn < today,
      href: '/work/visits',
    })),
]

/** Rounds of check lists that are open today and not worked on this phone already. */
const ofChecks = ({ rounds }: Checks, queued: ReadonlySet<string>): Thing[] =>
  rounds
    .filter(({ id }) => !queued.has(id))
    .map(({ id, listName, place }) => ({
      kind: 'check',
      id,
      title: place.name === place.addressText ? listName : `${listName} ${place.name}`,
      address: place.addressText,
      at: placeOf(place),
      late: false,
      href: `/work/checks/${id}`,
    }))

/** Hazards that somebody else fixed, and those that have come to their date. */
const ofHazards = ({ recheck, due }: Ahead): Thing[] =>
  [...recheck, ...due].map((hazard) => ({
    kind: hazard.state === 'fixed' ? 'recheck' : 'hazard',
    id: hazard.id,
    title: hazard.words || hazard.kind.name,
    address: hazard.address,
    at: placeOf(hazard),
    late: hazard.overdue,
    href: `/work/hazards/${hazard.id}`,
  }))

/** Points of rounds at which nobody has looked today. */
const ofRounds = ({ routes }: Rounds, isToday: (at: string) => boolean): Thing[] =>
  routes
    .filter((route) => route.active)
    .flatMap((route) =>
      route.points
        .filter(({ lookedAt }) => lookedAt === null || !isToday(lookedAt))
        .map((point) => ({
          kind: 'point',
          id: point.id,
          title: point.name,
          address: point.name,
          at: { lon: point.lon, lat: point.lat },
          late: false,
          href: '/work/patrol',
        })),
    )

/** All that today holds, as far as it is known here, and since when where there is no signal. */
export function useDay(verbs: readonly string[], dayIn: (at: string) => string, today: string) {
  const tasks = useTasksNow(verbs.includes('cases.accept'))
  const doors = useDoors(verbs.includes('fieldwork.visit'))
  const hazards = useAhead(verbs.includes('fieldwork.hazard'))
  const rounds = useRounds(verbs.includes('fieldwork.patrol'))
  const checks = useDueRounds(verbs.includes('fieldwork.check'))
  const queued = useQueuedRounds()
  const isDone = useDoneHere()
  const others = useOthers(verbs, (at) => dayIn(at) <= today)
  const seen = [
    useSeenAt('tasks open'),
    useSeenAt('field doors'),
    useSeenAt('field hazards'),
    useSeenAt('field rounds'),
    useSeenAt('field checks'),
  ]
  const asked = [tasks, doors, hazards, rounds, checks, ...others]
  const things = [
    ...(tasks.data ? ofTasks(tasks.data) : []),
    ...(doors.data ? ofDoors(doors.data) : []),
    ...(hazards.data ? ofHazards(hazards.data) : []),
    ...(rounds.data ? ofRounds(rounds.data, (at) => dayIn(at) === today) : []),
    ...(checks.data ? ofChecks(checks.data, queued) : []),
    ...others.flatMap(({ data }) => data ?? []),
  ].filter((thing) => !isDone(thing))
  return {
    things,
    pending: things.length === 0 && asked.some((one) => one.isLoading),
    /** Some of it could not be asked, and is not known from before. */
    missing: asked.find((one) => one.isError && one.data === undefined)?.error ?? null,
    again: () => {
      for (const one of asked) if (one.isError) void one.refetch()
    },
    seenAt: seen.reduce<number | null>(
      (old, at) => (at === null || (old !== null && old < at) ? old : at),
      null,
    ),
  }
}
