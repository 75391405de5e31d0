import type { Answers } from '#modules/cases/contract/index.ts'
import { useSpeech } from '../phone/speech.ts'
import type { Draft } from './draft.ts'
import type { Screens } from './screens.ts'

/** In large letters, before it goes: everything once more, each with the way back to it. */
export function CheckStep(props: { draft: Draft; order: Screens; goTo: (step: number) => void }) {
  const { draft, goTo } = props
  const { stepOf } = props.order
  const { t } = useSpeech()
  const { photos, address, point, words, phone } = draft
  const rows = [
    {
      name: 'step.check.photos',
      said: t('queue.pictures', { count: photos.length }),
      step: stepOf('photo'),
    },
    {
      name: 'step.where',
      said: address || t(point ? 'step.check.onMap' : 'step.check.none'),
      step: stepOf('where'),
    },
    { name: 'step.say', said: words.trim() || t('step.check.none'), step: stepOf('say') },
    ...aboutRows(props, t),
    { name: 'step.phone', said: phone.trim() || t('step.check.none'), step: stepOf('phone') },
  ]
  return (
    <dl className="check-list">
      {rows.map(({ name, said, step }) => (
        <div key={name}>
          <dt>{t(name, { defaultValue: name })}</dt>
          <dd>{said}</dd>
          <dd>
            <button
              type="button"
              className="text-button"
              aria-label={t('step.check.changeOne', { what: t(name, { defaultValue: name }) })}
              onClick={() => goTo(step)}
            >
              {t('step.check.change')}
            </button>
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** What it is taken for, and each answer, with the way back to its own screen. */
function aboutRows(
  { draft: { about }, order: { stepOf } }: { draft: Draft; order: Screens },
  t: (word: string) => string,
) {
  if (!about) return []
  const said = (value: Answers[string] | undefined): string =>
    value === undefined || value === ''
      ? t('step.check.none')
      : typeof value === 'boolean'
        ? t(value ? 'answer.yes' : 'answer.no')
        : Array.isArray(value)
          ? value.join('、')
          : String(value)
  return [
    { name: 'step.about', said: about.name, step: stepOf('about') },
    ...about.questions.map(({ key, label }) => ({
      name: label,
      said: said(about.answers[key]),
      step: stepOf('ask', key),
    })),
  ]
}
