import { Button } from 'antd'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DutiesView } from '../../../contract/duties.ts'
import { Begin } from '../beside/BringIn.tsx'
import { CallForm, DisputeForm, HandoverForm } from './BeginForms.tsx'
import { HandoverLine } from './HandoverLine.tsx'
import { useDuties } from './queries.ts'
import { RulingLine } from './RulingLine.tsx'
import { SupportLine } from './SupportLine.tsx'
import './duties.css'

const begin = {
  call_support: { word: 'call', Form: CallForm },
  ask_handover: { word: 'handover.ask', Form: HandoverForm },
  ask_ruling: { word: 'ruling.ask', Form: DisputeForm },
} as const

/** Who leads and who supports; who was asked to take over; what was ruled; and what may be begun. */
export function DutyPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('duties')
  const { data } = useDuties(caseId)
  const [open, setOpen] = useState<keyof typeof begin | null>(null)
  if (!data || isEmpty(data)) return null
  const Form = open !== null && data.allowed.includes(open) ? begin[open].Form : null
  const verbs = Form === null && (
    <Begin of="duty">
      {data.allowed.map((act) => (
        <Button key={act} onClick={() => setOpen(act)}>
          {t(begin[act].word)}
        </Button>
      ))}
    </Begin>
  )
  const told = data.support.length + data.handovers.length + data.rulings.length > 0
  if (!told && Form === null) return verbs
  return (
    <section className="duties" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      <p className="quiet">
        {data.leadUnit === null ? t('noLead') : t('lead', { unit: data.leadUnit })}
      </p>
      <Lines title={t('support')}>
        {data.support.map((line) => (
          <SupportLine key={line.taskId} view={data} line={line} />
        ))}
      </Lines>
      <Lines title={t('handover')}>
        {data.handovers.map((line) => (
          <HandoverLine key={line.id} view={data} line={line} />
        ))}
      </Lines>
      <Lines title={t('ruling')}>
        {data.rulings.map((line) => (
          <RulingLine key={line.id} view={data} line={line} />
        ))}
      </Lines>
      {Form && <Form view={data} onDone={() => setOpen(null)} />}
      {verbs}
    </section>
  )
}

const isEmpty = ({ support, handovers, rulings, allowed }: DutiesView): boolean =>
  support.length + handovers.length + rulings.length + allowed.length === 0

function Lines({ title, children }: { title: string; children: ReactNode[] }) {
  if (children.length === 0) return null
  return (
    <div className="duty-group">
      <h3>{title}</h3>
      <ul>{children}</ul>
    </div>
  )
}
