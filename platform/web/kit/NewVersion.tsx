import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { putBackWords } from '../kept-words.ts'
import { loadNewVersion, useNewVersion } from '../new-version.ts'
import { useStanding } from '../standing.ts'
import { Button } from './Button.tsx'
import { Strip } from './Strip.tsx'

/**
 * Says that a new version is there and loads it by a press. What is being written comes along; where
 * that cannot be, it says so and waits. Also says so where a page could not be fetched.
 */
export function NewVersion() {
  const { t } = useTranslation('platform')
  const ready = useNewVersion()
  const standing = useStanding()
  const [held, setHeld] = useState<'writing' | 'fetching' | null>(null)
  const [back, setBack] = useState(false)
  useEffect(() => {
    void putBackWords().then((some) => setBack((was) => was || some))
  }, [])
  const button = (word: string, press: () => void) => (
    <Button look="quiet" onClick={press}>
      {t(word)}
    </Button>
  )
  const load = async () => {
    const became = await loadNewVersion()
    setHeld(became === 'taken' ? null : became)
  }
  if (ready || standing === 'replaced') {
    const said = ready ? 'version.ready' : 'version.replaced'
    return (
      <Strip action={button('version.take', () => void load())}>
        {t(held === null ? said : `version.${held}`)}
      </Strip>
    )
  }
  if (standing === 'missed') return <Strip>{t('version.missed')}</Strip>
  if (!back) return null
  return (
    <Strip action={button('version.seen', () => setBack(false))} tone="done">
      {t('version.back')}
    </Strip>
  )
}
