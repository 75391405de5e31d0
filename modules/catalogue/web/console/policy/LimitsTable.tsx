import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { urgencies, type Urgency } from '../../../contract/index.ts'
import { limitWords } from '../limit-words.ts'
import { LimitField, type LimitValue } from './LimitField.tsx'
import { limitAt, limitRows, withLimit, type LimitRow, type Limits } from './limits.ts'

export interface LimitsProps {
  limits: Limits
  /** What binds now: what differs from it is marked. */
  base: Limits
  /** Absent where nothing can be changed. */
  onChange?: ((limits: Limits) => void) | undefined
}

type At = { row: LimitRow; urgency: Urgency }

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b)

/** Stages and classes down, urgency across; a limit is changed where it stands. */
export function LimitsTable({ limits, base, onChange }: LimitsProps) {
  const { t } = useTranslation('catalogueConsole')
  const [at, setAt] = useState<At | null>(null)
  return (
    <>
      <div className="scroll">
        <table className="limits">
          <thead>
            <tr>
              <th scope="col">{t('policy.stage')}</th>
              {urgencies.map((u) => (
                <th key={u} scope="col">
                  {t(`urgency.${u}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {limitRows.map((row) => (
              <tr key={`${row.part}${row.name}`} data-part={row.part}>
                <th scope="row">
                  {row.part === 'desk'
                    ? t(`stage.${row.name}`)
                    : t('policy.handling', { class: t(`class.${row.name}`) })}
                </th>
                {urgencies.map((urgency) => (
                  <LimitCell
                    key={urgency}
                    limit={limitAt(limits, row, urgency)}
                    was={limitAt(base, row, urgency)}
                    onOpen={onChange && (() => setAt({ row, urgency }))}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {at && onChange && (
        <OneLimit
          title={`${at.row.part === 'desk' ? t(`stage.${at.row.name}`) : t('policy.handling', { class: t(`class.${at.row.name}`) })} · ${t(`urgency.${at.urgency}`)}`}
          limit={limitAt(limits, at.row, at.urgency)}
          onClose={() => setAt(null)}
          onTake={(limit) => {
            onChange(withLimit(limits, at, limit))
            setAt(null)
          }}
        />
      )}
    </>
  )
}

function LimitCell(props: {
  limit: LimitValue
  was: LimitValue
  onOpen: (() => void) | undefined
}) {
  const { t } = useTranslation('catalogueConsole')
  const { limit, was, onOpen } = props
  const changed = !same(limit, was)
  const words = limitWords(limit, t)
  return (
    <td data-changed={changed}>
      {onOpen ? (
        <button type="button" className="limit-open" onClick={onOpen}>
          {words}
        </button>
      ) : (
        words
      )}
      {changed && <del>{limitWords(was, t)}</del>}
    </td>
  )
}

/** One limit, changed on its own; taking it only puts it into the draft. */
export function OneLimit(props: {
  title: string
  limit: LimitValue
  onTake: (limit: LimitValue) => void
  onRemove?: () => void
  onClose: () => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const id = useId()
  const [limit, setLimit] = useState(props.limit)
  return (
    <Modal
      open
      width={520}
      title={props.title}
      okText={t('policy.take')}
      cancelText={t('leave')}
      onCancel={props.onClose}
      onOk={() => props.onTake(limit)}
    >
      <div className="edit-fields">
        <label htmlFor={id}>{t('limit.howLong')}</label>
        <LimitField id={id} value={limit} onChange={setLimit} />
        {props.onRemove && (
          <Button className="edit-plain" onClick={props.onRemove}>
            {t('policy.removeOwn')}
          </Button>
        )}
        <p className="edit-then">{t('policy.takeThen')}</p>
      </div>
    </Modal>
  )
}
