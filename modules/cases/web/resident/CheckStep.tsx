import { useSpeech } from '../phone/speech.ts'
import type { Draft } from './draft.ts'

/** In large letters, before it goes: everything once more, each with the way back to it. */
export function CheckStep({ draft, goTo }: { draft: Draft; goTo: (step: number) => void }) {
  const { t } = useSpeech()
  const { photos, address, point, words, phone } = draft
  const rows = [
    { name: 'step.check.photos', said: t('queue.pictures', { count: photos.length }), step: 1 },
    {
      name: 'step.where',
      said: address || t(point ? 'step.check.onMap' : 'step.check.none'),
      step: 2,
    },
    { name: 'step.say', said: words.trim() || t('step.check.none'), step: 3 },
    { name: 'step.phone', said: phone.trim() || t('step.check.none'), step: 4 },
  ]
  return (
    <dl className="check-list">
      {rows.map(({ name, said, step }) => (
        <div key={name}>
          <dt>{t(name)}</dt>
          <dd>{said}</dd>
          <dd>
            <button
              type="button"
              className="text-button"
              aria-label={t('step.check.changeOne', { what: t(name) })}
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
