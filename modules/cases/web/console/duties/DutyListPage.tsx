import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import { listDutyChanges, type DutyChange, type DutyEntryView } from '../../../contract/duties.ts'
import { listRoutingRules, type RoutingSettings } from '../../../contract/index.ts'
import { settingsSheets } from '../../../contract/sheets.ts'
import { dutyKinds } from '../../../domain/duty-list.ts'
import { rulesKey } from '../routing/rules.ts'
import { DutyEntryDialog } from './DutyEntryDialog.tsx'
import { dutyListKey, useDutyList } from './duty-list.ts'
import '../cases.css'
import './duty-list.css'

/** What communities do, assist with, and are not to be given; dispatch is held to it. */
export function DutyListPage() {
  const list = useDutyList()
  const settings = useQuery({
    queryKey: rulesKey,
    queryFn: ({ signal }) => call(listRoutingRules, { signal }),
  })
  return (
    <Answer of={settings}>
      {(names) => <Answer of={list}>{(found) => <List {...found} settings={names} />}</Answer>}
    </Answer>
  )
}

const fresh = (): DutyEntryView => ({
  id: newId(),
  communityCode: '',
  kind: 'refuse',
  name: '',
  basis: '',
  whenMatters: [],
  whenGuides: [],
  active: true,
  version: 0,
})

function List(props: { entries: DutyEntryView[]; allowed: string[]; settings: RoutingSettings }) {
  const { t } = useTranslation('duties')
  const { entries, settings } = props
  const [editing, setEditing] = useState<DutyEntryView | null>(null)
  const may = props.allowed.includes('edit')
  return (
    <div className="page duty-list">
      <header className="page-head">
        <h1>{t('list.title')}</h1>
        {may && (
          <SheetTools
            sheet={settingsSheets.duties}
            what={t('list.title')}
            may
            queryKey={dutyListKey}
          />
        )}
        {may && (
          <Button type="primary" onClick={() => setEditing(fresh())}>
            {t('list.add')}
          </Button>
        )}
      </header>
      <p className="quiet">{t('list.lead')}</p>
      {entries.length === 0 ? (
        <Empty title={t('list.none')} words={t('list.noneWords')} />
      ) : (
        <div className="duty-columns">
          {dutyKinds.map((kind) => (
            <section key={kind} data-kind={kind} aria-label={t(`list.kind.${kind}`)}>
              <h2>{t(`list.kind.${kind}`)}</h2>
              <ul>
                {entries
                  .filter((e) => e.kind === kind)
                  .map((entry) => (
                    <Entry
                      key={entry.id}
                      entry={entry}
                      settings={settings}
                      onEdit={may ? () => setEditing(entry) : undefined}
                    />
                  ))}
              </ul>
            </section>
          ))}
        </div>
      )}
      {may && <History />}
      {editing && (
        <DutyEntryDialog
          key={editing.id}
          entry={editing}
          settings={settings}
          onClose={() => setEditing(null)}
        />
      )}
    </div>
  )
}

function Entry(props: {
  entry: DutyEntryView
  settings: RoutingSettings
  onEdit: (() => void) | undefined
}) {
  const { t } = useTranslation('duties')
  const { entry, settings, onEdit } = props
  const covers = useCovers(settings)
  const where = settings.areas.find((a) => a.code === entry.communityCode)?.name
  return (
    <li data-off={!entry.active}>
      <div>
        <b>{entry.name}</b>
        {!entry.active && <small>{t('list.off')}</small>}
        <p>{covers(entry)}</p>
        <p className="quiet">
          {[where ?? t('list.everywhere'), entry.basis].filter(Boolean).join(' · ')}
        </p>
      </div>
      {onEdit && (
        <Button size="small" aria-label={`${t('list.change')} ${entry.name}`} onClick={onEdit}>
          {t('list.change')}
        </Button>
      )}
    </li>
  )
}

/** What an entry covers, by names and not by codes. */
function useCovers(settings: RoutingSettings) {
  const { t } = useTranslation('duties')
  const { language } = useTime()
  const names = useMemo(
    () =>
      new Map([
        ...settings.majors.map((m) => [m.key, m.name] as const),
        ...settings.matters.map((m) => [m.key, m.name] as const),
        ...settings.guides.map((g) => [g.code, language === 'en' ? g.nameEn : g.name] as const),
      ]),
    [settings, language],
  )
  return ({ whenMatters, whenGuides }: DutyEntryView) =>
    [...whenMatters, ...whenGuides].map((key) => names.get(key) ?? key).join(t('ruling.and'))
}

function History() {
  const { t } = useTranslation('duties')
  const time = useTime()
  const changes = useQuery({
    queryKey: [...dutyListKey, 'changes'],
    queryFn: ({ signal }) => call(listDutyChanges, { signal }),
  })
  return (
    <section className="duty-history">
      <h2>{t('list.history')}</h2>
      <Answer of={changes} rows={3}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{t('list.history.none')}</p>
          ) : (
            <ol>
              {rows.map((row) => (
                <li key={row.seq}>
                  <time dateTime={row.at}>{time.at(row.at)}</time>
                  <span>
                    {t(`list.${whatOf(row)}`, {
                      by: row.by ?? t('list.system'),
                      name: row.after.name,
                    })}
                    <small>
                      {' '}
                      {row.before !== null && row.before.kind !== row.after.kind && (
                        <del>{t(`list.kind.${row.before.kind}`)}</del>
                      )}{' '}
                      {t(`list.kind.${row.after.kind}`)}
                    </small>
                  </span>
                </li>
              ))}
            </ol>
          )
        }
      </Answer>
    </section>
  )
}

function whatOf({ before, after }: DutyChange): 'added' | 'changed' | 'removed' {
  if (before === null) return 'added'
  return before.active && !after.active ? 'removed' : 'changed'
}
