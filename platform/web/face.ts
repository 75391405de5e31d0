import { useSyncExternalStore } from 'react'

/** How this device likes to be shown the pages. `system` follows the device. */
export interface Face {
  theme: 'system' | 'light' | 'dark'
  large: boolean
}

const remembered = 'gongzhi.face'
const listeners = new Set<() => void>()
let face: Face = read()

function read(): Face {
  try {
    const kept = JSON.parse(localStorage.getItem(remembered) ?? '{}') as Partial<Face>
    const theme = kept.theme === 'light' || kept.theme === 'dark' ? kept.theme : 'system'
    return { theme, large: kept.large === true }
  } catch {
    return { theme: 'system', large: false }
  }
}

/** Writes the choice on <html>. Call once before the first render, so that nothing flashes. */
export function applyFace(kind?: 'console' | 'phone'): void {
  const html = document.documentElement
  if (kind) html.dataset['face'] = kind
  if (face.theme === 'system') delete html.dataset['theme']
  else html.dataset['theme'] = face.theme
  if (face.large) html.dataset['large'] = ''
  else delete html.dataset['large']
}

export function setFace(change: Partial<Face>): void {
  face = { ...face, ...change }
  try {
    localStorage.setItem(remembered, JSON.stringify(face))
  } catch {
    // Private windows may refuse storage; the choice then lasts as long as the page.
  }
  applyFace()
  for (const tell of listeners) tell()
}

export const useFace = (): Face =>
  useSyncExternalStore(
    (tell) => {
      listeners.add(tell)
      return () => listeners.delete(tell)
    },
    () => face,
  )
