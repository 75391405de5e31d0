import { useEffect, useState, useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'

interface HeadProps {
  areas: readonly string[]
  asOf: string
  trouble: 'signedOut' | 'broken' | null
}

/** Of where, the clock, and of when the figures are; loudly where they are old. */
export function ScreenHead({ areas, asOf, trouble }: HeadProps) {
  const { t } = useTranslation('screen')
  const { districtName, demo } = useConsoleSetting()
  const at = clockOf(useTime().timeZone, useTime().language, asOf)
  return (
    <header className="wall-head">
      <h1>
        {districtName}
        {areas.length > 0 && ` · ${areas.join(t('and'))}`}
        <small>{t('title')}</small>
        {demo === true && <small className="wall-demo">{t('demo')}</small>}
      </h1>
      <p className="wall-state" role="status" data-trouble={trouble !== null}>
        {trouble === null ? t('asOf', { at }) : t(`trouble.${trouble}`, { at })}
        {trouble === 'signedOut' && (
          <a href={`/sign-in?next=${encodeURIComponent('/console/screen')}`}>{t('signIn')}</a>
        )}
      </p>
      <Clock />
      <WholeScreen />
    </header>
  )
}

const clockOf = (timeZone: string, language: string, at: string | number) =>
  new Intl.DateTimeFormat(language, {
    timeZone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(new Date(at))

function useMinute(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [])
  return Math.floor(now / 60_000) * 60_000
}

function Clock() {
  const { timeZone, language } = useTime()
  const now = useMinute()
  const day = new Intl.DateTimeFormat(language, {
    timeZone,
    month: 'long',
    day: 'numeric',
    weekday: 'short',
  }).format(now)
  return (
    <time className="wall-clock" dateTime={new Date(now).toISOString()}>
      <small>{day}</small>
      {clockOf(timeZone, language, now)}
    </time>
  )
}

const onWhole = (tell: () => void) => {
  document.addEventListener('fullscreenchange', tell)
  return () => document.removeEventListener('fullscreenchange', tell)
}

/** The browser's own frame away, and back; where it cannot, there is no button. */
function WholeScreen() {
  const { t } = useTranslation('screen')
  const whole = useSyncExternalStore(onWhole, () => document.fullscreenElement !== null)
  useAwake(whole)
  if (!document.fullscreenEnabled) return null
  const turn = () =>
    void (whole ? document.exitFullscreen() : document.documentElement.requestFullscreen())
  return (
    <button type="button" className="wall-whole" data-whole={whole} onClick={turn}>
      {t(whole ? 'whole.leave' : 'whole.enter')}
    </button>
  )
}

/** A wall that fills its screen does not go to sleep; browsers drop the wish when they are hidden. */
function useAwake(wanted: boolean): void {
  useEffect(() => {
    if (!wanted || !('wakeLock' in navigator)) return undefined
    let lock: WakeLockSentinel | undefined
    let left = false
    const ask = async () => {
      if (document.visibilityState === 'hidden') return
      try {
        lock = await navigator.wakeLock.request('screen')
        if (left) void lock.release()
      } catch {
        // A computer that saves its battery says no; the wall then sleeps as that computer is set.
      }
    }
    const look = () => void ask()
    look()
    document.addEventListener('visibilitychange', look)
    return () => {
      left = true
      document.removeEventListener('visibilitychange', look)
      void lock?.release()
    }
  }, [wanted])
}
