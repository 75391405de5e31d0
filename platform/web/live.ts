import { useEffect } from 'react'

/** Told the ids that changed, or null when anything may have. */
export type Changed = (ids: readonly string[] | null) => void

/** Changes come in bursts; a page asks anew at most this often. */
const gatherMs = 500

/** Keeps an event line to the server open while the page is looked at; see `openLine`. */
export function useLive(changed: Changed): void {
  useEffect(() => openLine(changed), [changed])
}

/**
 * Opens the line and answers with what closes it. Every new line begins with null, since something
 * may have happened before it stood: after a break, and when a hidden page, whose line is closed, is
 * looked at again. The browser opens a broken line by itself.
 */
export function openLine(changed: Changed): () => void {
  let line: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let gathered: Set<string> | null = new Set()
  const soon = () => {
    timer ??= setTimeout(() => {
      const ids = gathered
      timer = undefined
      gathered = new Set()
      changed(ids && [...ids])
    }, gatherMs)
  }
  const look = () => {
    if (document.visibilityState === 'hidden') {
      line?.close()
      line = undefined
      return
    }
    if (line) return
    line = new EventSource('/api/live')
    line.addEventListener('all', () => {
      gathered = null
      soon()
    })
    line.addEventListener('cases', (event: MessageEvent<string>) => {
      for (const id of idsOf(event.data)) gathered?.add(id)
      soon()
    })
  }
  document.addEventListener('visibilitychange', look)
  look()
  return () => {
    document.removeEventListener('visibilitychange', look)
    clearTimeout(timer)
    line?.close()
  }
}

function idsOf(data: string): string[] {
  const told = JSON.parse(data) as { ids?: unknown } // oxlint-disable-line typescript/no-unsafe-type-assertion -- looked at below
  return Array.isArray(told.ids) ? told.ids.filter((id) => typeof id === 'string') : []
}
