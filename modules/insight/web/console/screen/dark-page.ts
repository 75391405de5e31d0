import { useLayoutEffect } from 'react'

/** Walls are dark, whatever this browser is set to; leaving the page gives its own look back. */
export function useDarkPage(): void {
  useLayoutEffect(() => {
    const html = document.documentElement
    const before = html.dataset['theme']
    html.dataset['theme'] = 'dark'
    return () => {
      if (before === undefined) delete html.dataset['theme']
      else html.dataset['theme'] = before
    }
  }, [])
}
