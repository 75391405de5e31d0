import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { takeNewVersion, useNewVersion } from '../new-version.ts'
import { Button } from './Button.tsx'
import { Strip } from './Strip.tsx'

/** Says that a new version lies ready, and changes to it by a press where nothing would be lost. */
export function NewVersion() {
  const { t } = useTranslation('platform')
  const ready = useNewVersion()
  const [writing, setWriting] = useState(false)
  if (!ready) return null
  const press = async () => setWriting(!(await takeNewVersion()))
  return (
    <Strip
      action={
        <Button look="quiet" onClick={() => void press()}>
          {t('version.take')}
        </Button>
      }
    >
      {t(writing ? 'version.writing' : 'version.ready')}
    </Strip>
  )
}
