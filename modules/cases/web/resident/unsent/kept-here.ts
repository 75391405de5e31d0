import { useEffect, useState } from 'react'

/** Where reports lie sealed on this phone. */
export const reportsStore = 'gongzhi-reports'

let openedByThisPage = false

/** From now on this page may hold reports, also where the phone can keep none. */
export function reportsAreOpen(): void {
  openedByThisPage = true
}

/**
 * Whether anything unsent may lie on this phone, so that the first page fetches what opens the store
 * only then. The browser is asked for the store itself: a mark beside it could be lost with a killed
 * browser, and the reports with it from sight.
 */
export function useMayBeKept(): boolean {
  const [kept, setKept] = useState(openedByThisPage)
  useEffect(() => {
    void isThere().then((there) => setKept(there || openedByThisPage))
  }, [])
  return kept
}

async function isThere(): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false
  // Browsers that cannot say are treated as if it were there.
  if (typeof indexedDB.databases !== 'function') return true // oxlint-disable-line typescript/no-unnecessary-condition -- older browsers lack it
  try {
    return (await indexedDB.databases()).some(({ name }) => name === reportsStore)
  } catch {
    return true
  }
}
