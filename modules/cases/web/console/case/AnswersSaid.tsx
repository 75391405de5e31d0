import { useTranslation } from 'react-i18next'
import type { EventView } from '../../../contract/index.ts'

interface Said {
  key: string
  label: string
  value: unknown
}

const isSaid = (one: unknown): one is Said =>
  typeof one === 'object' && one !== null && 'key' in one && 'label' in one && 'value' in one

const saidIn = (event: EventView): Said[] => {
  const { answers } = event.details
  return Array.isArray(answers) ? answers.filter(isSaid) : []
}

/** The answers that came with an event, under their questions as these were asked. */
export function AnswersSaid({ event }: { event: EventView }) {
  const { t } = useTranslation('console')
  const said = saidIn(event)
  if (said.length === 0) return null
  return (
    <dl className="answers">
      {said.map(({ key, label, value }) => (
        <div key={key}>
          <dt>{label}</dt>
          <dd>
            {typeof value === 'boolean'
              ? t(value ? 'answer.yes' : 'answer.no')
              : Array.isArray(value)
                ? value.join('、')
                : String(value)}
          </dd>
        </div>
      ))}
    </dl>
  )
}
