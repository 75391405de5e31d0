import { useSpeech } from '../../phone/speech.ts'
import { Order } from './Order.tsx'
import { Step } from './Step.tsx'
import { useOwed } from './use-owed.ts'

interface OwedProps {
  timeZone: string
  /** Only of this case, on its own page. */
  caseId?: string
}

/** Orders of supervision and steps of plans of the own unit, each with its one thing to do. */
export function Owed({ timeZone, caseId }: OwedProps) {
  const { t } = useSpeech()
  const owed = useOwed()
  const orders = owed.orders.filter(
    (order) => caseId === undefined || order.cases.some((c) => c.id === caseId),
  )
  const steps = owed.steps.filter((step) => caseId === undefined || step.caseId === caseId)
  return (
    <>
      {orders.length > 0 && (
        <section className="task-group" data-group="orders">
          <h2>
            {t('owed.orders')} <span>{orders.length}</span>
          </h2>
          <ul className="tasks">
            {orders.map((order) => (
              <Order key={order.id} order={order} timeZone={timeZone} />
            ))}
          </ul>
        </section>
      )}
      {steps.length > 0 && (
        <section className="task-group" data-group="steps">
          <h2>
            {t('owed.steps')} <span>{steps.length}</span>
          </h2>
          <ul className="tasks">
            {steps.map((open) => (
              <Step key={open.step.id} open={open} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
