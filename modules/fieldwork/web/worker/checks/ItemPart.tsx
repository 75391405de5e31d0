import { keepPicture, MatterPick, useSpeech } from '#modules/cases/web/index.ts'
import { Field, PhotoPicker, TextArea } from '#platform/web/kit/index.ts'
import type { ItemView } from '../../../contract/index.ts'
import { isTrouble, type Become, type Draft } from './answers.ts'

interface ItemPartProps {
  n: number
  item: ItemView
  draft: Draft
  maySettle: boolean
  change: (to: Partial<Draft>) => void
}

/** One thing to look at: a press or a number; more only where it is not all right. */
export function ItemPart({ n, item, draft, maySettle, change }: ItemPartProps) {
  const { t } = useSpeech()
  const trouble = isTrouble(item, draft)
  return (
    <fieldset className="door-promise check-item">
      <legend>
        {n}. {item.words}
      </legend>
      <Value item={item} draft={draft} change={change} />
      {draft.value === null && (
        <TextArea
          label={t('check.why')}
          maxLength={2000}
          value={draft.words}
          onChange={(event) => change({ words: event.target.value })}
        />
      )}
      {draft.value !== null && item.kind !== 'yes_no' && (
        <label className="tick">
          <input
            type="checkbox"
            checked={draft.wrong}
            onChange={(event) => change({ wrong: event.target.checked })}
          />
          <span>{t('check.trouble')}</span>
        </label>
      )}
      {draft.value !== null && (trouble || item.picture) && (
        <>
          {item.picture && !trouble && <small className="quiet">{t('check.picture')}</small>}
          <PhotoPicker
            upload={keepPicture}
            onChange={(photos) => change({ photos })}
            keepOriginal
            kept
          />
        </>
      )}
      {trouble && <Trouble draft={draft} maySettle={maySettle} change={change} />}
    </fieldset>
  )
}

function Value({ item, draft, change }: Pick<ItemPartProps, 'item' | 'draft' | 'change'>) {
  const { t } = useSpeech()
  const press = (value: string | null) => change({ value, wrong: false })
  const cannot = (
    <button type="button" aria-pressed={draft.value === null} onClick={() => press(null)}>
      {t('check.cannot')}
    </button>
  )
  if (item.kind === 'yes_no')
    return (
      <div className="door-outcomes" role="group" aria-label={item.words}>
        {(['yes', 'no'] as const).map((value) => (
          <button
            key={value}
            type="button"
            aria-pressed={draft.value === value}
            onClick={() => press(value)}
          >
            {t(`check.${value}`)}
          </button>
        ))}
        {cannot}
      </div>
    )
  const { least, most, unit } = item
  const bounds =
    least !== null && most !== null
      ? t('check.bounds', { least, most })
      : least !== null
        ? t('check.atLeast', { least })
        : most !== null
          ? t('check.atMost', { most })
          : ''
  return (
    <div className="check-value">
      <Field
        label={[unit, bounds].filter(Boolean).join(' · ') || item.words}
        inputMode={item.kind === 'number' ? 'decimal' : 'text'}
        maxLength={item.kind === 'number' ? 16 : 500}
        value={draft.value ?? ''}
        onChange={(event) => change({ value: event.target.value })}
      />
      <div className="door-outcomes">{cannot}</div>
    </div>
  )
}

const becomes: readonly Become[] = ['case', 'settled', 'note']
const wordOf: Record<Become, string> = {
  case: 'check.asCase',
  settled: 'check.asSettled',
  note: 'check.asNote',
}

function Trouble({
  draft,
  maySettle,
  change,
}: Pick<ItemPartProps, 'draft' | 'maySettle' | 'change'>) {
  const { t } = useSpeech()
  return (
    <>
      <div className="door-outcomes" role="group" aria-label={t('check.trouble')}>
        {becomes
          .filter((become) => become !== 'settled' || maySettle)
          .map((become) => (
            <button
              key={become}
              type="button"
              aria-pressed={draft.become === become}
              onClick={() => change({ become })}
            >
              {t(wordOf[become])}
            </button>
          ))}
      </div>
      <TextArea
        label={t('check.words')}
        optional={draft.become === 'case'}
        maxLength={2000}
        value={draft.words}
        onChange={(event) => change({ words: event.target.value })}
      />
      {draft.become === 'settled' && (
        <>
          <h3>{t('finish.after')}</h3>
          <PhotoPicker
            upload={keepPicture}
            label={t('finish.after')}
            onChange={(after) => change({ after })}
            keepOriginal
            kept
          />
          <MatterPick matter={draft.matter} onPick={(matter) => change({ matter })} />
        </>
      )}
    </>
  )
}
