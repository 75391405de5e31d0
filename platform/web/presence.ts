/** For how long after a touch of the machine somebody is taken to be there. */
const PRESENT_MS = 60_000

let touchedAt = Number.NEGATIVE_INFINITY

/**
 * What only a person does. Movements of the pointer are no sign: browsers report one when the page
 * moves under a pointer that lies still, as a page does that fetches by itself.
 */
const signs = ['pointerdown', 'keydown', 'touchstart', 'wheel', 'focus'] as const

const note = () => {
  touchedAt = performance.now()
}

if (typeof window !== 'undefined')
  for (const sign of signs) window.addEventListener(sign, note, { passive: true, capture: true })

/** Whether somebody has used the page within the last minute. */
export const isSomebodyThere = (): boolean => performance.now() - touchedAt < PRESENT_MS
