import { useEffect } from 'react'

/** Told the ids that changed, or null when anything may have. */
export type Changed = (ids: readonly string[] | null) => void

/** A line that a server refused is tried again after this long: the browser itself does so no more. */
const againMs = 15_000

/** Changes come in bursts; a page asks anew at most this often. */
const gatherMs = 500

/** Keeps an event line to the server open while the page is looked at; see `openLine`. */
export function useLive(changed: Changed): void {
  useEffect(() => openLine(changed), [changed])
}

/**
 * Opens the line and answers with what closes it. Every new line begins with null, since something
 * may have happened before it stood: after a break, and when a hidden page, whose line is closed, is
 * looked at again. The browser opens a broken line by itself; one that the server refused, we do.
 */
export function openLine(changed: Changed): () => void {
  let line: EventSource | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  let again: ReturnType<typeof setTimeout> | undefined
  let gathered: Set<string> | null = new Set()
  const soon = () => {
    timer ??= setTimeout(() => {
      const ids = gathered
      timer = undefined
      gathered = new Set()
      changed(ids && [...ids])
    }, gatherMs)
  }
  const leave = () => {
    clearTimeout(again)
    line?.close()
    line = undefined
  }
  const look = () => {
    if (document.visibilityState === 'hidden') {
      leave()
      return
    }
    if (line) return
    line = new EventSource('/api/live')
    line.addEventListener('all', () => {
      gathered = null
      soon()
    })
    line.addEventListener('error', () => {
      if (line?.readyState !== EventSource.CLOSED) return
      leave()
      again = setTimeout(look, againMs)
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
    leave()
  }
}

function idsOf(data: string): string[] {
  const told = JSON.parse(data) as { ids?: unknown } // oxlint-disable-line typescript/no-unsafe-type-assertion -- looked at below
  return Array.isArray(told.ids) ? told.ids.filter((id) => typeof id === 'string') : []
}
