import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress } from '#platform/web/console/address.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import type { RoutingSettings } from '../../../contract/index.ts'
import { urgencies } from '../../../domain/case.ts'
import { route, type RoutingProposal } from '../../../domain/routing.ts'
import { DutyWarning } from '../duties/DutyWarning.tsx'
import type { Names } from './rule-words.ts'

export interface Trial {
  matter: string | null
  area: string
  urgency: (typeof urgencies)[number]
}

/** What is tried out stands in the address, so that a question can be sent to somebody. */
export function useTrial(): [Trial, (change: Partial<Trial>) => void] {
  const [address, setAddress] = useAddress()
  const trial: Trial = {
    matter: address['matter'] ?? null,
    area: address['area'] ?? '',
    urgency: urgencies.find((u) => u === address['urgency']) ?? 'routine',
  }
  return [
    trial,
    (change) => setAddress({ ...change, matter: change.matter ?? trial.matter ?? undefined }),
  ]
}

/** What dispatch would propose: the very function that proposes at the desk. */
export function tryOut(settings: RoutingSettings, trial: Trial): RoutingProposal | null {
  if (trial.matter === null) return null
  const guide = settings.matters.find((m) => m.key === trial.matter)?.guide ?? null
  return route(settings.rules, { ...trial, guide })
}

/** Matter X in community Y: which rule fires, and why. */
export function Simulator(props: {
  settings: RoutingSettings
  names: Names
  trial: Trial
  onTry: (change: Partial<Trial>) => void
}) {
  const { t } = useTranslation('console')
  const { settings, names, trial, onTry } = props
  const id = useId()
  const told = tryOut(settings, trial)
  return (
    <section className="simulator" aria-label={t('routing.try')}>
      <h2>{t('routing.try')}</h2>
      <div className="simulator-ask">
        <label htmlFor={`${id}m`}>{t('routing.tryMatter')}</label>
        <Select
          id={`${id}m`}
          showSearch={{ optionFilterProp: 'label' }}
          value={trial.matter}
          placeholder={t('routing.tryMatterHint')}
          onChange={(matter: string) => {
            const found = settings.matters.find((m) => m.key === matter)
            onTry({ matter, urgency: found?.urgency ?? 'routine' })
          }}
          options={settings.matters.map((m) => ({
            value: m.key,
            label: `${m.key.split(':')[1]} ${m.name} · ${t(`kind.${m.key.split(':')[0] ?? ''}`)}`,
          }))}
        />
        <label htmlFor={`${id}a`}>{t('routing.tryArea')}</label>
        <Select
          id={`${id}a`}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={trial.area || null}
          placeholder={t('routing.tryAnywhere')}
          onChange={(area: string | undefined) => onTry({ area: area ?? '' })}
          options={settings.areas.map((a) => ({ value: a.code, label: `${a.name} ${a.code}` }))}
        />
        <span>{t('field.urgency')}</span>
        <Choices
          look="button"
          label={t('field.urgency')}
          value={trial.urgency}
          values={urgencies}
          say={(u) => t(`urgency.${u}`)}
          onChange={(urgency) => onTry({ urgency })}
        />
      </div>
      <p className="simulator-told" aria-live="polite">
        {told ? <Told told={told} rules={settings.rules} names={names} /> : t('routing.tryFirst')}
        {told?.unitId && trial.matter !== null && (
          <DutyWarning
            {...{ settings, unitId: told.unitId, matter: trial.matter, area: trial.area }}
          />
        )}
      </p>
    </section>
  )
}

function Told(props: { told: RoutingProposal; rules: RoutingSettings['rules']; names: Names }) {
  const { t } = useTranslation('console')
  const { told, rules, names } = props
  if (!told.rule) return <b>{t('routing.tryNobody')}</b>
  const place = rules.findIndex((r) => r.id === told.rule?.id) + 1
  const why = told.why.map((w) => t(`routing.why.${w}`)).join(t('list.and'))
  return (
    <>
      <b>
        {t('routing.tryUnit', { unit: names.unit(told.rule.unitId) || t('routing.unknownUnit') })}
      </b>{' '}
      {t('routing.tryRule', { place, name: told.rule.name })}{' '}
      {why === '' ? t('routing.tryAll') : t('routing.tryBecause', { why })}
    </>
  )
}
