import { useEffect, useSyncExternalStore } from 'react'
import { keepUnderWay, readUnderWay } from '#modules/cases/web/index.ts'
import { newId } from '#platform/web/new-id.ts'
import { patrolsContract } from '../../../contract/index.ts'
import { walked, type Place } from '../../../domain/patrols/patrol.ts'

/** The walk that is under way on this phone; it lies sealed and outlives a killed browser. */
export type Walk = patrolsContract.Walk

const name = 'patrol'
const listeners = new Set<() => void>()
let here: Place | null = null
/** Of whom what is known here was read; undefined: it is being read. */
let owner: string | null = null
let walk: Walk | null | undefined
/** What was read before a change is older than it. */
let turn = 0
/** What was written last is what stays: each waits for the one before. */
let written: Promise<void> = Promise.resolve()

const tellAll = () => {
  for (const tell of listeners) tell()
}

function become(next: Walk | null, personId: string): Promise<void> {
  turn++
  owner = personId
  walk = next
  tellAll()
  written = written.then(() => keepUnderWay(personId, name, next))
  return written
}

async function readOf(personId: string): Promise<void> {
  const reading = ++turn
  // What this page knows stays on it meanwhile; another page may have gone on with it.
  if (owner !== personId) walk = undefined
  owner = personId
  await written
  const kept = patrolsContract.Walk.safeParse(await readUnderWay(personId, name)).data
  if (reading !== turn) return
  walk = kept?.personId === personId ? kept : null
  tellAll()
}

/** Resolves once the walk would survive the end of the page. */
export async function beginWalk(of: {
  personId: string
  routeId: string | null
  title: string
}): Promise<Walk> {
  const begun = { ...of, id: newId(), startedAt: new Date().toISOString(), looked: [], track: [] }
  await become(begun, of.personId)
  return begun
}

export function lookedAt(pointId: string): void {
  if (walk) void become({ ...walk, looked: [...new Set([...walk.looked, pointId])] }, walk.personId)
}

/** With the walk the position goes: nothing of it stays on the phone. */
export function endWalk(): void {
  here = null
  if (walk) void become(null, walk.personId)
}

const listen = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The own walk, undefined while it is read; what somebody else left on this phone cannot be. */
export function useWalk(personId: string): Walk | null | undefined {
  useEffect(() => {
    void readOf(personId)
  }, [personId])
  return useSyncExternalStore(listen, () => (owner === personId ? walk : undefined))
}

/** Where one is while a walk is under way and its page is open, and at no other time. */
export function useWalkHere(walking: boolean): Place | null {
  useEffect(() => {
    if (!walking || !('geolocation' in navigator)) return undefined
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        here = { lon: coords.longitude, lat: coords.latitude }
        if (walk) void become({ ...walk, track: walked(walk.track, here) }, walk.personId)
        else tellAll()
      },
      () => undefined,
      { enableHighAccuracy: true, maximumAge: 15_000, timeout: 30_000 },
    )
    return () => {
      navigator.geolocation.clearWatch(watch)
      here = null
    }
  }, [walking])
  return useSyncExternalStore(listen, () => here)
}
