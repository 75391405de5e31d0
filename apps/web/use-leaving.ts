import { useEffect, useEffectEvent, type RefObject } from 'react'

/** Calls `leave` when the person presses or focuses anything outside the box. */
export function useLeaving(box: RefObject<HTMLElement | null>, leave: () => void): void {
  const gone = useEffectEvent(leave)
  useEffect(() => {
    const away = ({ target }: Event) => {
      if (target instanceof Node && box.current?.contains(target) !== true) gone()
    }
    document.addEventListener('pointerdown', away)
    document.addEventListener('focusin', away)
    return () => {
      document.removeEventListener('pointerdown', away)
      document.removeEventListener('focusin', away)
    }
  }, [box])
}
