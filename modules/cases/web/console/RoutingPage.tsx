import { Button, Input, InputNumber, Modal, Select, Switch } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Say } from '#platform/web/console/say.ts'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { listRoutingRules, saveRoutingRule, type RoutingRule } from '../../contract/index.ts'
import { Labelled } from './actions/FormFrame.tsx'
import { useUnits } from './others.ts'
import { sayError } from './shown.ts'
import './cases.css'

const key = ['cases', 'rules']

/** The ordered rules, read from the top; the first that fits names the unit. */
export function RoutingPage() {
  const { t } = useTranslation('console')
  const { verbs } = useConsoleSetting()
  const rules = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(listRoutingRules, { signal }),
  })
  const units = useUnits()
  const [editing, setEditing] = useState<RoutingRule | null>(null)
  const may = verbs.has('settings.edit')
  const fresh = (position: number): RoutingRule => ({
    id: newId(),
    position,
    name: '',
    whenMatters: [],
    whenGuides: [],
    whenAreas: [],
    whenUrgency: [],
    unitId: units.data?.[0]?.id ?? '',
    enabled: true,
    version: 0,
  })
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('routing.title')}</h1>
        {may && (
          <Button onClick={() => setEditing(fresh((rules.data?.rules.length ?? 0) + 1))}>
            {t('routing.add')}
          </Button>
        )}
      </header>
      <p className="quiet">{t('routing.how')}</p>
      <Answer of={rules}>
        {({ rules: rows }) =>
          rows.length === 0 ? (
            <Empty title={t('routing.empty')} words={t('routing.emptyWords')} />
          ) : (
            <ol className="rules">
              {rows.map((rule) => (
                <li key={rule.id} data-off={!rule.enabled}>
                  <b>{rule.position}</b>
                  <span>
                    <strong>{rule.name}</strong>
                    <small>{whenWords(rule, t)}</small>
                  </span>
                  <span>
                    {units.data?.find((u) => u.id === rule.unitId)?.name ??
                      t('routing.unknownUnit')}
                    {!rule.enabled && <small>{t('routing.off')}</small>}
                  </span>
                  {may && (
                    <Button size="small" onClick={() => setEditing(rule)}>
                      {t('routing.edit')}
                    </Button>
                  )}
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
      {editing && <RuleDialog key={editing.id} rule={editing} onClose={() => setEditing(null)} />}
    </div>
  )
}

function whenWords(rule: RoutingRule, t: Say<'console'>): string {
  const parts = [
    ...rule.whenMatters.map((m) => t('routing.whenMatter', { code: m })),
    ...rule.whenGuides.map((g) => t('routing.whenGuide', { code: g })),
    ...rule.whenAreas.map((a) => t('routing.whenArea', { code: a })),
    ...rule.whenUrgency.map((u) => t(`urgency.${u}`)),
  ]
  return parts.length > 0 ? parts.join(t('list.and')) : t('routing.always')
}

function RuleDialog({ rule, onClose }: { rule: RoutingRule; onClose: () => void }) {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const ids = { name: useId(), position: useId(), unit: useId(), on: useId() }
  const units = useUnits()
  const [draft, setDraft] = useState(rule)
  const set = (change: Partial<RoutingRule>) => setDraft((d) => ({ ...d, ...change }))
  const save = useMutation({
    mutationFn: ({ id, ...body }: RoutingRule) =>
      call(saveRoutingRule, { params: { ruleId: id }, body }),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: key })
      onClose()
    },
  })
  return (
    <Modal
      open
      title={t('routing.edit')}
      okText={t('routing.save')}
      okButtonProps={{
        disabled: draft.name.trim() === '' || draft.unitId === '',
        loading: save.isPending,
      }}
      onOk={() => save.mutate(draft)}
      onCancel={onClose}
    >
      {save.error && (
        <p className="trouble" role="alert">
          {sayError(t, save.error instanceof CallError ? save.error.code : '')}
        </p>
      )}
      <Labelled id={ids.name} label={t('routing.name')}>
        <Input id={ids.name} value={draft.name} onChange={(e) => set({ name: e.target.value })} />
      </Labelled>
      <Labelled id={ids.position} label={t('routing.position')}>
        <InputNumber
          id={ids.position}
          min={1}
          value={draft.position}
          onChange={(n) => set({ position: n ?? 1 })}
        />
      </Labelled>
      {(['whenMatters', 'whenGuides', 'whenAreas', 'whenUrgency'] as const).map((name) => (
        <Labelled key={name} id={`rule-${name}`} label={t(`routing.${name}`)}>
          <Select
            id={`rule-${name}`}
            mode="tags"
            value={draft[name]}
            onChange={(values: string[]) => set({ [name]: values })}
            options={
              name === 'whenUrgency'
                ? ['routine', 'urgent', 'emergency'].map((u) => ({
                    value: u,
                    label: t(`urgency.${u}`),
                  }))
                : []
            }
          />
        </Labelled>
      ))}
      <Labelled id={ids.unit} label={t('routing.unit')}>
        <Select
          id={ids.unit}
          value={draft.unitId}
          onChange={(unitId: string) => set({ unitId })}
          options={(units.data ?? []).map((u) => ({ value: u.id, label: u.name }))}
        />
      </Labelled>
      <p className="act-verbs">
        <Switch id={ids.on} checked={draft.enabled} onChange={(enabled) => set({ enabled })} />
        <label htmlFor={ids.on}>{t('routing.enabled')}</label>
      </p>
    </Modal>
  )
}
