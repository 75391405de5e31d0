import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { Strip } from '#platform/web/kit/index.ts'

/** Why it was refused, in words. */
export function PartnerTrouble({ error }: { error: unknown }) {
  const { t } = useTranslation('partners')
  const code = error instanceof CallError ? error.code : ''
  return <Strip tone="warn">{t([`error.${code}`, 'error.other'], { code })}</Strip>
}
