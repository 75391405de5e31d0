import { useSyncExternalStore } from 'react'

/**
 * What a phone keeps for its owner: drafts, keys of own reports, work not yet sent. A private window
 * may refuse storage; things then last as long as the page.
 */
export function keptValue<T>(name: string, empty: T) {
  const listeners = new Set<() => void>()
  let value = read()

  function read(): T {
    try {
      const text = localStorage.getItem(name)
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- we wrote it ourselves
      return text === null ? empty : (JSON.parse(text) as T)
    } catch {
      return empty
    }
  }
  function tell() {
    for (const listener of listeners) listener()
  }
  const get = () => value
  const set = (next: T) => {
    value = next
    try {
      if (next === empty) localStorage.removeItem(name)
      else localStorage.setItem(name, JSON.stringify(next))
    } catch {
      // It lives on in memory.
    }
    tell()
  }
  const subscribe = (listener: () => void) => {
    const fromAnotherTab = (event: StorageEvent) => {
      if (event.key !== name) return
      value = read()
      listener()
    }
    listeners.add(listener)
    addEventListener('storage', fromAnotherTab)
    return () => {
      listeners.delete(listener)
      removeEventListener('storage', fromAnotherTab)
    }
  }
  const use = () => useSyncExternalStore(subscribe, get)
  return { get, set, use, clear: () => set(empty) }
}
export type Kept<T> = ReturnType<typeof keptValue<T>>
