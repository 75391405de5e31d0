import { createContext, use, useState, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import './bring-in.css'

/** Everything that may be begun beside a case, in the order in which it is offered. */
const offers = {
  others: ['duty', 'whistle', 'partner', 'pool'],
  beyond: ['supervision', 'plan', 'parked', 'appeal'],
} as const
type Offered = (typeof offers)[keyof typeof offers][number]

const Row = createContext<HTMLElement | null>(null)

/**
 * What may be begun beside a case stands in one row above what has been begun: each part of the page
 * offers its verbs there, and takes up no room of its own until there is something to tell.
 */
export function BringIn({ children }: { children: ReactNode }) {
  const { t } = useTranslation('console')
  const [row, setRow] = useState<HTMLElement | null>(null)
  return (
    <>
      <section ref={setRow} className="bring-in no-print" aria-label={t('bringIn')}>
        {Object.entries(offers).map(([group, names]) => (
          <div key={group} className="bring-in-group">
            <h2>{t(`bringIn.${group}`)}</h2>
            <p>
              {names.map((name) => (
                <span key={name} data-of={name} />
              ))}
            </p>
          </div>
        ))}
      </section>
      <Row value={row}>{children}</Row>
    </>
  )
}

/** The verbs of one part; where there is no such row they stand where they are. */
export function Begin({ of, children }: { of: Offered; children: ReactNode }) {
  const row = use(Row)
  const place = row?.querySelector(`[data-of="${of}"]`)
  return place ? createPortal(children, place) : children
}

/** A form that was just opened takes the keyboard to its first field, wherever its verb stood. */
export const takeFocus = (form: HTMLFormElement | null) => {
  form?.querySelector<HTMLElement>('textarea, input:not(:disabled)')?.focus()
}
