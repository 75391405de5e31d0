import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { languageOf } from '#platform/web/i18n.ts'

/** What was refused, by which article, and what is missing: in the words of the server's refusal. */
export function Refused({ error }: { error: unknown }) {
  const { t, i18n } = useTranslation('said')
  const { t: own } = useTranslation('enforcement')
  if (!error) return null
  const code = error instanceof CallError ? error.code : ''
  const details = error instanceof CallError ? error.details : {}
  const language = languageOf(i18n)
  const law = textOf(details['law'], language)
  const said = textOf(details, language === 'en' ? 'en' : 'zh')
  const named = [...listOf(details['fields']), ...listOf(details['bodies'])]
  return (
    <div className="trouble" role="alert">
      <p>
        {i18n.exists(`error.${code}`, { ns: 'said' })
          ? t(`error.${code}`)
          : t('error.other', { code })}
      </p>
      {named.length > 0 && <p>{named.map((name) => own(`proof.${name}`, name)).join('、')}</p>}
      {said !== '' && <p>{said}</p>}
      {law !== '' && <p className="quiet">{own('law', { law })}</p>}
    </div>
  )
}

const textOf = (of: unknown, name: string): string => {
  if (typeof of !== 'object' || of === null || !(name in of)) return ''
  const value = (of as Record<string, unknown>)[name] // oxlint-disable-line typescript/no-unsafe-type-assertion -- any object is a record of unknowns
  return typeof value === 'string' ? value : ''
}

const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
