import type { LonLat } from './place-map.ts'

/** A ring of corners without the closing one, and what hands do to it. */
export const moved = (ring: readonly LonLat[], index: number, to: LonLat): LonLat[] =>
  ring.map((corner, i) => (i === index ? to : corner))

export const added = (ring: readonly LonLat[], index: number, at: LonLat): LonLat[] =>
  ring.toSpliced(index, 0, at)

export const removed = (ring: readonly LonLat[], index: number): LonLat[] =>
  ring.toSpliced(index, 1)

/** About a metre, or ten with Shift. */
const STEP = 1e-5

const steps: Record<string, LonLat> = {
  ArrowLeft: [-STEP, 0],
  ArrowRight: [STEP, 0],
  ArrowUp: [0, STEP],
  ArrowDown: [0, -STEP],
}

export function stepOf(key: string, far: boolean): LonLat | null {
  const step = steps[key]
  if (!step) return null
  const by = far ? 10 : 1
  return [step[0] * by, step[1] * by]
}
