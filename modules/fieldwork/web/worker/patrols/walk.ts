import { useEffect, useSyncExternalStore } from 'react'
import { newId } from '#platform/web/new-id.ts'
import { patrolsContract } from '../../../contract/index.ts'
import { walked, type Place } from '../../../domain/patrols/patrol.ts'

/** The walk that is under way on this phone; it outlives a killed browser. */
export type Walk = patrolsContract.Walk

const place = 'gongzhi-patrol'
const listeners = new Set<() => void>()
let here: Place | null = null
let known: { text: string | null; walk: Walk | null } = { text: null, walk: null }

const tellAll = () => {
  for (const tell of listeners) tell()
}

function current(): Walk | null {
  const text = localStorage.getItem(place)
  if (text !== known.text) known = { text, walk: text === null ? null : readIn(text) }
  return known.walk
}

function readIn(text: string): Walk | null {
  try {
    return patrolsContract.Walk.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

function become(walk: Walk | null) {
  if (walk) localStorage.setItem(place, JSON.stringify(walk))
  else localStorage.removeItem(place)
  tellAll()
}

export function beginWalk(of: { personId: string; routeId: string | null; title: string }): Walk {
  const walk = { ...of, id: newId(), startedAt: new Date().toISOString(), looked: [], track: [] }
  become(walk)
  return walk
}

export function lookedAt(pointId: string): void {
  const walk = current()
  if (walk) become({ ...walk, looked: [...new Set([...walk.looked, pointId])] })
}

/** With the walk the position goes: nothing of it stays on the phone. */
export function endWalk(): void {
  here = null
  become(null)
}

const listen = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

/** The own walk; what somebody else left on this phone is not shown. */
export const useWalk = (personId: string): Walk | null => {
  const walk = useSyncExternalStore(listen, current)
  return walk?.personId === personId ? walk : null
}

/** Where one is while a walk is under way and its page is open, and at no other time. */
export function useWalkHere(walking: boolean): Place | null {
  useEffect(() => {
    if (!walking || !('geolocation' in navigator)) return undefined
    const watch = navigator.geolocation.watchPosition(
      ({ coords }) => {
        here = { lon: coords.longitude, lat: coords.latitude }
        const walk = current()
        if (walk) become({ ...walk, track: walked(walk.track, here) })
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
