import { useState } from 'react'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { dayOf } from '../posts/day.ts'

/** The district's day, wherever the desk stands. */
export function useToday(): string {
  const { timeZone } = useConsoleSetting()
  const [now] = useState(() => Date.now())
  return dayOf(timeZone, now)
}
