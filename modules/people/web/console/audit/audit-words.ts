import { useTranslation } from 'react-i18next'
import type { AuditEntry } from '../../../contract/index.ts'

/** What an entry of the log says, in words. An act or subject without words stands as its code. */
export function useAuditWords() {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  return {
    act: (act: string): string => said([`act.${act}`], { defaultValue: act }),
    who: ({ personName, clientName }: AuditEntry): string => {
      if (clientName !== null) return t('audit.client', { name: clientName })
      return personName ?? t('audit.nobody')
    },
    subject: ({ subjectKind, subjectId, subjectName }: AuditEntry): string => {
      if (subjectKind === null) return ''
      const kind = t([`subject.${subjectKind}`, 'subject.other'], { kind: subjectKind })
      return [kind, subjectName ?? subjectId?.slice(0, 13) ?? ''].join(' ').trim()
    },
    details: ({ ip, details }: AuditEntry): string =>
      [details['reason'], ip].filter((one) => typeof one === 'string').join(' · '),
  }
}

const beginning = 'act.'

/** All acts that have words, for choosing one: the words of every module together. */
export function useActs(): { value: string; label: string }[] {
  const { t: said, i18n } = useTranslation('said')
  const known = i18n.getResourceBundle(i18n.language, 'said') as unknown
  return Object.keys(typeof known === 'object' && known !== null ? known : {})
    .filter((key) => key.startsWith(beginning))
    .map((key) => ({ value: key.slice(beginning.length), label: said(key) }))
}
