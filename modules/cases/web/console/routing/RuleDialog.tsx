import { Input, Modal, Select, Switch } from 'antd'
import { useQueryClient } from '@tanstack/react-query'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import type { RoutingSettings } from '../../../contract/index.ts'
import { urgencies } from '../../../domain/case.ts'
import { shadowedBy } from '../../../domain/shadowing.ts'
import { Labelled } from '../actions/FormFrame.tsx'
import { sayError } from '../shown.ts'
import { conditionWords, namesOf } from './rule-words.ts'
import { rulesKey, useSaveRule, type RuleDraft } from './rules.ts'

interface DialogProps {
  settings: RoutingSettings
  rule: RuleDraft
  onClose: () => void
}

/** A rule in four conditions and a unit; what it will say stands below, before it is saved. */
export function RuleDialog({ settings, rule, onClose }: DialogProps) {
  const { t } = useTranslation('console')
  const english = useTime().language === 'en'
  const ids = { name: useId(), unit: useId(), on: useId() }
  const [draft, setDraft] = useState(rule)
  const set = (change: Partial<RuleDraft>) => setDraft((d) => ({ ...d, ...change }))
  const save = useSaveRule(onClose)
  const names = namesOf(settings, english)
  const known = settings.rules.some((r) => r.id === rule.id)
  const rules = known
    ? settings.rules.map((r) => (r.id === rule.id ? draft : r))
    : [...settings.rules, draft]
  const shadow = draft.enabled ? shadowedBy(rules, draft) : null
  return (
    <Modal
      open
      width={640}
      title={t(known ? 'routing.edit' : 'routing.add')}
      okText={t('routing.save')}
      cancelText={t('act.leave')}
      okButtonProps={{
        disabled: draft.name.trim() === '' || draft.unitId === '',
        loading: save.isPending,
      }}
      onOk={() => save.mutate(draft)}
      onCancel={onClose}
    >
      {save.error && <RuleTrouble error={save.error} onClose={onClose} />}
      <Labelled id={ids.name} label={t('routing.name')}>
        <Input
          id={ids.name}
          value={draft.name}
          maxLength={100}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Labelled>
      <Conditions settings={settings} draft={draft} set={set} />
      <Labelled id={ids.unit} label={t('routing.unit')}>
        <Select
          id={ids.unit}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.unitId || null}
          placeholder={t('routing.unitChoose')}
          onChange={(unitId: string) => set({ unitId })}
          options={settings.units.map((u) => ({ value: u.id, label: u.name }))}
        />
      </Labelled>
      <p className="act-verbs">
        <Switch id={ids.on} checked={draft.enabled} onChange={(enabled) => set({ enabled })} />
        <label htmlFor={ids.on}>{t('routing.enabled')}</label>
      </p>
      <p className="act-then" aria-live="polite">
        {t('routing.reads', {
          when: conditionWords(draft, names, t).join(t('routing.and')),
          unit: names.unit(draft.unitId) || '…',
        })}
        {shadow && (
          <strong className="rule-shadow">
            {t('routing.shadowed', { rules: shadow.map((r) => r.name).join(t('list.and')) })}
          </strong>
        )}
      </p>
    </Modal>
  )
}

function Conditions(props: {
  settings: RoutingSettings
  draft: RuleDraft
  set: (change: Partial<RuleDraft>) => void
}) {
  const { t } = useTranslation('console')
  const english = useTime().language === 'en'
  const { settings, draft, set } = props
  const id = useId()
  const kindOf = (key: string) => t(`kind.${key.split(':')[0] ?? ''}`)
  const options = {
    whenMatters: [
      ...settings.majors.map((m) => ({
        value: m.key,
        label: t('routing.major', { kind: kindOf(m.key), code: m.key.split(':')[1], name: m.name }),
      })),
      ...settings.matters.map((m) => ({
        value: m.key,
        label: `${kindOf(m.key)} ${m.key.split(':')[1]} ${m.name}`,
      })),
    ],
    whenGuides: settings.guides.map((g) => ({
      value: g.code,
      label: `${g.code} ${english ? g.nameEn : g.name}`,
    })),
    whenAreas: settings.areas.map((a) => ({ value: a.code, label: `${a.name} ${a.code}` })),
    whenUrgency: urgencies.map((u) => ({ value: u, label: t(`urgency.${u}`) })),
  }
  return (['whenMatters', 'whenGuides', 'whenAreas', 'whenUrgency'] as const).map((name) => (
    <Labelled key={name} id={id + name} label={t(`routing.${name}`)}>
      <Select
        id={id + name}
        mode="multiple"
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('routing.any')}
        value={draft[name] as string[]}
        onChange={(values: string[]) => set({ [name]: values })}
        options={options[name]}
      />
    </Labelled>
  ))
}

/** What the server said no to; somebody was faster means that the newest is to be looked at. */
export function RuleTrouble({ error, onClose }: { error: Error; onClose: () => void }) {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const code = error instanceof CallError ? error.code : ''
  return (
    <div className="trouble" role="alert">
      <p>{sayError(t, code)}</p>
      {code === 'cases.out_of_date' && (
        <button
          type="button"
          className="trouble-look"
          onClick={() => {
            void client.invalidateQueries({ queryKey: rulesKey })
            onClose()
          }}
        >
          {t('routing.look')}
        </button>
      )}
    </div>
  )
}
