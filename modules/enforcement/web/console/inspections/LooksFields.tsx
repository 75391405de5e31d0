import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Choices } from '#platform/web/console/Choices.tsx'
import { looked } from '../../../domain/inspection-record.ts'
import type { PartProps } from './RecordDialog.tsx'

/** What was looked at, line by line, and how each was. */
export function LooksFields({ draft, set }: PartProps) {
  const { t } = useTranslation('inspections')
  const { looks } = draft
  const change = (index: number, to: Partial<(typeof looks)[number]>) =>
    set({ looks: looks.map((look, n) => (n === index ? Object.assign({}, look, to) : look)) })
  return (
    <fieldset className="inspection-looks">
      <legend>{t('looks')}</legend>
      {looks.map((look, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines of a form, none of which moves
        <div key={index}>
          {draft.planned ? (
            <b>{look.what}</b>
          ) : (
            <Input
              aria-label={t('look.what')}
              placeholder={t('look.what')}
              maxLength={120}
              value={look.what}
              onChange={(event) => change(index, { what: event.target.value })}
            />
          )}
          <Choices
            label={`${t('look.was')} ${look.what}`}
            value={look.was}
            values={looked}
            say={(value) => t(`looked.${value}`)}
            onChange={(was) => change(index, { was })}
          />
          <Input
            aria-label={`${t('look.words')} ${look.what}`}
            placeholder={t('look.words')}
            maxLength={400}
            value={look.words}
            onChange={(event) => change(index, { words: event.target.value })}
          />
        </div>
      ))}
      {draft.planned === null && looks.length < 20 && (
        <Button
          size="small"
          onClick={() => set({ looks: [...looks, { what: '', was: 'good', words: '' }] })}
        >
          {t('look.add')}
        </Button>
      )}
    </fieldset>
  )
}
