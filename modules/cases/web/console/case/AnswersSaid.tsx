import { useTranslation } from 'react-i18next'
import { z } from 'zod'
import type { EventView } from '../../../contract/index.ts'

const Said = z.array(
  z.object({
    key: z.string(),
    label: z.string(),
    value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
  }),
)

/** The answers that came with an event, under their questions as these were asked. */
export function AnswersSaid({ event }: { event: EventView }) {
  const { t } = useTranslation('console')
  const said = Said.safeParse(event.details['answers'])
  if (!said.success || said.data.length === 0) return null
  return (
    <dl className="answers">
      {said.data.map(({ key, label, value }) => (
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
