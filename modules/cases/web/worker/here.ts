import { useSyncExternalStore } from 'react'

export interface Here {
  lon: number
  lat: number
  accuracy: number
}
type State = Here | 'unasked' | 'asking' | 'refused'

let state: State = 'unasked'
const listeners = new Set<() => void>()

function become(next: State) {
  state = next
  for (const tell of listeners) tell()
}

/** Asks only when somebody wants it: a list must not ask for a position by opening. */
export function askHere(): void {
  if (!('geolocation' in navigator)) return become('refused')
  become('asking')
  navigator.geolocation.getCurrentPosition(
    ({ coords }) =>
      become({ lon: coords.longitude, lat: coords.latitude, accuracy: coords.accuracy }),
    () => become('refused'),
    { enableHighAccuracy: true, timeout: 10_000, maximumAge: 60_000 },
  )
}

export const useHere = (): State =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => state,
  )

/** A position as the contract takes it. */
export const placeOf = (here: Here | null) =>
  here && ({ ...here, system: 'WGS84', method: 'gps' } as const)

const radians = Math.PI / 180

/** Metres as the crow flies; good enough to say which is nearer. */
export function metresTo(here: Here, lon: number | null, lat: number | null): number | null {
  if (lon === null || lat === null) return null
  const x = (lon - here.lon) * radians * Math.cos(((lat + here.lat) / 2) * radians)
  const y = (lat - here.lat) * radians
  return Math.hypot(x, y) * 6_371_000
}
