import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'

/** A refusal in the sentence that its module has for it. */
export function useSayTrouble(): (error: unknown) => string {
  const { t } = useTranslation('said')
  return (error) => {
    const code = error instanceof CallError ? error.code : ''
    const details = error instanceof CallError ? error.details : {}
    return t([`error.${code}`, 'error.other'], { code, ...details })
  }
}
