import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { languageOf } from '../i18n.ts'
import { sayDate, sayDay, sayEnd, sayInstant, sayRemaining, type Instant } from '../time-words.ts'

/** Where and as whom the console is used. The shell fills it from the session. */
export interface ConsoleSetting {
  districtId: string
  districtName: string
  timeZone: string
  /** Whether what is seen is a demonstration, which papers say too. */
  demo?: boolean
  lon: number
  lat: number
  /** What the acting post may do at all; what it may do to one row, the row says itself. */
  verbs: ReadonlySet<string>
}

export const ConsoleSettingContext = createContext<ConsoleSetting>({
  districtId: '',
  districtName: '',
  timeZone: 'Asia/Shanghai',
  lon: 114.3,
  lat: 29.87,
  verbs: new Set(),
})

export const useConsoleSetting = (): ConsoleSetting => useContext(ConsoleSettingContext)

/** The present, moving on twice a minute, which is as finely as any page speaks of it. */
export function useNow(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 30_000)
    return () => clearInterval(timer)
  }, [])
  return now
}

/** Time as people of this district say it, in the language of the page. */
export function useTime() {
  const { i18n } = useTranslation()
  const { timeZone } = useConsoleSetting()
  const now = useNow()
  const language = languageOf(i18n)
  return useMemo(
    () => ({
      now,
      language,
      timeZone,
      at: (at: Instant) => sayInstant(at, now, language, timeZone),
      end: (span: { from: Instant; to: Instant }) => sayEnd(span, now, language, timeZone),
      day: (at: Instant) => sayDay(at, now, language, timeZone),
      date: (date: string) => sayDate(date, now, language, timeZone),
      left: (due: Instant) => sayRemaining(due, now, language),
    }),
    [now, language, timeZone],
  )
}
