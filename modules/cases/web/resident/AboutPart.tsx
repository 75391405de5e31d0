import { AskedParts } from '../phone/AskedParts.tsx'
import type { AskedMatter } from '../phone/reach.ts'
import { useSpeech } from '../phone/speech.ts'
import { isSame } from './about.ts'
import type { Draft } from './draft.ts'

interface AboutProps {
  draft: Draft
  change: (to: Partial<Draft>) => void
}

/** What it may be, in one press; another press takes it back. Nobody must choose. */
export function AboutChoice({
  offers,
  draft,
  change,
}: AboutProps & { offers: readonly AskedMatter[] }) {
  const { t } = useSpeech()
  if (offers.length === 0) return null
  const press = (offer: AskedMatter) => {
    const { kind, code, name, questions } = offer
    const taken = isSame(offer, draft.about)
    change({ about: taken ? null : { kind, code, name, questions, answers: {} } })
  }
  return (
    <section className="step" aria-live="polite">
      <h2>{t('about.title')}</h2>
      <p className="quiet">{t('about.hint')}</p>
      <div className="chips" role="group" aria-label={t('about.title')}>
        {offers.map((offer) => (
          <button
            key={`${offer.kind}${offer.code}`}
            type="button"
            aria-pressed={isSame(offer, draft.about)}
            onClick={() => press(offer)}
          >
            {offer.name}
          </button>
        ))}
      </div>
    </section>
  )
}

/** What is asked of the matter that was taken: all of it, or one question alone. */
export function AboutQuestions({ draft, change, only }: AboutProps & { only?: string }) {
  const { about } = draft
  if (!about) return null
  return (
    <AskedParts
      questions={about.questions.filter((q) => only === undefined || q.key === only)}
      answers={about.answers}
      onChange={(answers) => change({ about: { ...about, answers } })}
    />
  )
}
