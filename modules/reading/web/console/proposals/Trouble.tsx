import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'

/** What the server said no to, in its sentence. */
export function Trouble({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('said')
  if (!error) return null
  const code = error instanceof CallError ? error.code : ''
  const known = i18n.exists(`error.${code}`, { ns: 'said' })
  return (
    <div className="trouble" role="alert">
      <p>{known ? t(`error.${code}`) : t('error.other', { code })}</p>
    </div>
  )
}
