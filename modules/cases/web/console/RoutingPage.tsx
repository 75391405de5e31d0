import { App, Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { listRoutingRules, type RoutingRule, type RoutingSettings } from '../../contract/index.ts'
import { settingsSheets } from '../../contract/sheets.ts'
import { shadowed } from '../../domain/shadowing.ts'
import { Changes } from './routing/Changes.tsx'
import { conditionWords, namesOf, type Names } from './routing/rule-words.ts'
import { RuleDialog, RuleTrouble } from './routing/RuleDialog.tsx'
import {
  draftOf,
  freshRule,
  movedIds,
  rulesKey,
  useDeleteRule,
  useOrderRules,
  type RuleDraft,
} from './routing/rules.ts'
import { Simulator, tryOut, useTrial } from './routing/Simulator.tsx'
import './cases.css'
import './routing/routing.css'

/** The ordered rules, read from the top; the first that fits names the unit. */
export function RoutingPage() {
  const settings = useQuery({
    queryKey: rulesKey,
    queryFn: ({ signal }) => call(listRoutingRules, { signal }),
  })
  return <Answer of={settings}>{(page) => <Rules settings={page} />}</Answer>
}

function Rules({ settings }: { settings: RoutingSettings }) {
  const { t } = useTranslation('console')
  const { language } = useTime()
  const [editing, setEditing] = useState<RuleDraft | null>(null)
  const [trial, setTrial] = useTrial()
  const { rules } = settings
  const may = settings.allowed.includes('edit')
  const names = useMemo(() => namesOf(settings, language === 'en'), [settings, language])
  const last = Math.max(0, ...rules.map((r) => r.position))
  return (
    <div className="page routing">
      <header className="page-head">
        <h1>{t('routing.title')}</h1>
        {may && (
          <SheetTools
            sheet={settingsSheets.routing}
            what={t('routing.title')}
            may
            queryKey={rulesKey}
          />
        )}
        {may && (
          <Button type="primary" onClick={() => setEditing(freshRule(last + 1))}>
            {t('routing.add')}
          </Button>
        )}
      </header>
      <p className="quiet">{t('routing.how')}</p>
      <div className="routing-two">
        {rules.length === 0 ? (
          <Empty title={t('routing.empty')} words={t('routing.emptyWords')} />
        ) : (
          <RuleList
            settings={settings}
            names={names}
            fired={tryOut(settings, trial)?.rule?.id}
            onEdit={may ? (rule) => setEditing(draftOf(rule)) : undefined}
          />
        )}
        <Simulator settings={settings} names={names} trial={trial} onTry={setTrial} />
      </div>
      {may && <Changes names={names} />}
      {editing && (
        <RuleDialog
          key={editing.id}
          settings={settings}
          rule={editing}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}

function RuleList(props: {
  settings: RoutingSettings
  names: Names
  fired: string | undefined
  onEdit: ((rule: RoutingRule) => void) | undefined
}) {
  const { t } = useTranslation('console')
  const { message } = App.useApp()
  const { settings, names, fired, onEdit } = props
  const { rules } = settings
  const dead = useMemo(() => shadowed(rules), [rules])
  const [deleting, setDeleting] = useState<RoutingRule | null>(null)
  const order = useOrderRules()
  const ids = rules.map((r) => r.id)
  const move = (index: number, step: 1 | -1) =>
    order.mutate(
      { ids: movedIds(ids, index, step), seen: ids },
      { onError: () => void message.error(t('routing.orderFailed')) },
    )
  return (
    <ol className="rules">
      {rules.map((rule, index) => (
        <Rule
          key={rule.id}
          rule={rule}
          place={index + 1}
          names={names}
          fired={rule.id === fired}
          shadow={dead.get(rule.id)?.map((r) => r.name)}
          verbs={
            onEdit && {
              busy: order.isPending,
              last: index === rules.length - 1,
              move: (step) => move(index, step),
              edit: () => onEdit(rule),
              remove: () => setDeleting(rule),
            }
          }
        />
      ))}
      <li className="rules-end">
        <b>{t('routing.end')}</b>
        <span>{t('routing.endWords')}</span>
      </li>
      {deleting && <Deleting rule={deleting} onClose={() => setDeleting(null)} />}
    </ol>
  )
}

interface Verbs {
  busy: boolean
  last: boolean
  move: (step: 1 | -1) => void
  edit: () => void
  remove: () => void
}

function Rule(props: {
  rule: RoutingRule
  place: number
  names: Names
  fired: boolean
  shadow: string[] | undefined
  verbs: Verbs | undefined
}) {
  const { t } = useTranslation('console')
  const { rule, place, names, fired, shadow, verbs } = props
  const { name } = rule
  return (
    <li data-off={!rule.enabled} data-fired={fired} aria-current={fired ? 'true' : undefined}>
      <b className="rule-place">{place}</b>
      <div>
        <strong>{name}</strong>
        {!rule.enabled && <span className="rule-mark">{t('routing.off')}</span>}
        {fired && <span className="rule-mark">{t('routing.fires')}</span>}
        {conditionWords(rule, names, t).map((part) => (
          <p key={part}>{part}</p>
        ))}
        {shadow && (
          <p className="rule-shadow">
            {t('routing.shadowed', { rules: shadow.join(t('list.and')) })}
          </p>
        )}
      </div>
      <span className="rule-unit">
        <span aria-hidden="true">→ </span>
        {names.unit(rule.unitId) || t('routing.unknownUnit')}
      </span>
      {verbs && (
        <span className="rule-verbs">
          <Button
            size="small"
            disabled={verbs.busy || place === 1}
            aria-label={t('routing.up', { name })}
            onClick={() => verbs.move(-1)}
          >
            ↑
          </Button>
          <Button
            size="small"
            disabled={verbs.busy || verbs.last}
            aria-label={t('routing.down', { name })}
            onClick={() => verbs.move(1)}
          >
            ↓
          </Button>
          <Button size="small" aria-label={`${t('routing.edit')} ${name}`} onClick={verbs.edit}>
            {t('routing.editShort')}
          </Button>
          <Button size="small" aria-label={`${t('routing.delete')} ${name}`} onClick={verbs.remove}>
            {t('routing.delete')}
          </Button>
        </span>
      )}
    </li>
  )
}

function Deleting({ rule, onClose }: { rule: RoutingRule; onClose: () => void }) {
  const { t } = useTranslation('console')
  const remove = useDeleteRule(onClose)
  return (
    <Confirm
      open
      danger
      title={t('routing.deleteTitle', { name: rule.name })}
      consequences={[t('routing.thenDelete'), t('routing.thenDelete2')]}
      verb={t('routing.delete')}
      busy={remove.isPending}
      onConfirm={() => remove.mutate({ id: rule.id, version: rule.version })}
      onClose={onClose}
    >
      {remove.error && <RuleTrouble error={remove.error} onClose={onClose} />}
    </Confirm>
  )
}
