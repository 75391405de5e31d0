import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { reportQuestions } from '#modules/catalogue/contract/index.ts'
import { call } from '#platform/web/call.ts'
import type { Output } from '#platform/web/console/say.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import type { Answers, Question } from '../../../contract/index.ts'
import { indexOf, likelyMatters } from '../../../domain/likely.ts'
import { allAnswered, AnswerFields } from '../actions/AnswerFields.tsx'

/** What the caller takes it for, and what they answer to its questions. */
export interface About {
  kind: 'component' | 'matter'
  code: string
  name: string
  questions: readonly Question[]
  answers: Answers
}

interface AboutProps {
  words: string
  about: About | null
  onChange: (about: About | null) => void
}

const same = (one: { kind: string; code: string }, other: About | null) =>
  one.kind === other?.kind && one.code === other.code

/** What must be answered is not. Danger waits for no answer. */
export const waitsForAnswers = (about: About | null, danger: string | null): boolean =>
  about !== null && danger === null && !allAnswered(about.questions, about.answers)

export const aboutOf = ({ kind, code, answers }: About) => ({ matter: { kind, code }, answers })

type Asked = Output<typeof reportQuestions.reply>['rows']
const none: Asked = []

/** Matters that the words may mean and of which there is something to ask, the one that was taken first. */
function useOffers(words: string, about: About | null) {
  const { districtId } = useConsoleSetting()
  const { data } = useQuery({
    queryKey: ['report-questions', districtId],
    queryFn: ({ signal }) => call(reportQuestions, { params: { districtId }, signal }),
    staleTime: 3_600_000,
    enabled: districtId !== '',
  })
  const rows = data?.rows ?? none
  const index = useMemo(
    () => indexOf(rows.map((row) => ({ ...row, filingStandard: '', active: true }))),
    [rows],
  )
  return useMemo(() => {
    const likely = likelyMatters(index, words)
    return [...(about ? [about] : []), ...likely.filter((one) => !same(one, about))]
  }, [index, words, about])
}

/** Asked while the caller is still there, as residents are asked on their own phones; a press takes it back. */
export function AboutPart({ words, about, onChange }: AboutProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const offers = useOffers(words, about)
  if (offers.length === 0) return null
  return (
    <section className="intake-about" aria-labelledby={id}>
      <p id={id}>{t('intake.about')}</p>
      <p className="act-verbs">
        {offers.map((offer) => {
          const taken = same(offer, about)
          const { kind, code, name, questions } = offer
          return (
            <Button
              key={`${kind}${code}`}
              type={taken ? 'primary' : 'default'}
              aria-pressed={taken}
              onClick={() => onChange(taken ? null : { kind, code, name, questions, answers: {} })}
            >
              {name}
            </Button>
          )
        })}
      </p>
      {about && (
        <AnswerFields
          questions={about.questions}
          answers={about.answers}
          onChange={(answers) => onChange({ ...about, answers })}
        />
      )}
    </section>
  )
}
