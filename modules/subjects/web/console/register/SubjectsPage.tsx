import { Button, Input, Segmented, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddress, type Search } from '#platform/web/console/address.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { needs, subjectKinds, type SubjectRow } from '../../../contract/index.ts'
import { subjectSheets } from '../../../contract/sheets.ts'
import { EntryDialog } from '../entry/EntryDialog.tsx'
import { freshEntry } from '../entry/draft.ts'
import { subjectsKey, useAreas, useSubjects, type SubjectsAsk } from '../queries.ts'
import { sayDetails } from '../say-details.ts'
import '../subjects.css'

const sheeted = ['shop', 'dwelling'] as const

/** The filters of the page are its address; what is unknown in it is left out. */
function askOf({ q, kind, under, need }: Search): SubjectsAsk {
  return {
    q: q ?? '',
    kind: subjectKinds.find((k) => k === kind),
    need: needs.find((n) => n === need),
    ...(under ? { under } : {}),
  }
}

/** Whom and what the work is about: found by address, name, telephone or licence. */
export function SubjectsPage() {
  const { t } = useTranslation('subjects')
  const [address, setAddress] = useAddress()
  const ask = askOf(address)
  const subjects = useSubjects(ask)
  const [entering, setEntering] = useState(false)
  const first = subjects.data?.pages[0]
  const rows = useMemo(() => subjects.data?.pages.flatMap((p) => p.rows) ?? [], [subjects.data])
  return (
    <div className="page subjects">
      <header className="page-head">
        <h1>{t('title')}</h1>
        <p className="subject-verbs">
          {sheeted.map(
            (kind) =>
              ask.kind === kind && (
                <SheetTools
                  key={kind}
                  sheet={subjectSheets[kind]}
                  what={t(`kind.${kind}`)}
                  may={first?.mayKeep === true}
                  queryKey={subjectsKey}
                />
              ),
          )}
          {first?.mayMake === true && (
            <Button type="primary" onClick={() => setEntering(true)}>
              {t('enter')}
            </Button>
          )}
        </p>
      </header>
      <p className="quiet">{t('how')}</p>
      <Filters ask={ask} onChange={setAddress} />
      <Answer of={subjects} rows={10}>
        {() =>
          rows.length === 0 ? (
            <Empty title={t('none')} words={t('noneWords')}>
              <Button
                onClick={() =>
                  setAddress({ q: undefined, kind: undefined, under: undefined, need: undefined })
                }
              >
                {t('allAgain')}
              </Button>
            </Empty>
          ) : (
            <ul className="subject-rows">
              {rows.map((row) => (
                <Row key={row.id} row={row} />
              ))}
            </ul>
          )
        }
      </Answer>
      {subjects.hasNextPage && (
        <Button loading={subjects.isFetchingNextPage} onClick={() => void subjects.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
      {entering && (
        <EntryDialog entry={freshEntry(ask.kind ?? 'shop')} onClose={() => setEntering(false)} />
      )}
    </div>
  )
}

function Filters({ ask, onChange }: { ask: SubjectsAsk; onChange: (change: Search) => void }) {
  const { t } = useTranslation('subjects')
  const areas = (useAreas().data ?? []).filter((a) => a.level !== 'district')
  return (
    <search className="subject-filters">
      <Input.Search
        key={ask.q ?? ''}
        allowClear
        defaultValue={ask.q ?? ''}
        aria-label={t('find')}
        placeholder={t('find.hint')}
        onSearch={(q) => onChange({ q: q.trim() })}
      />
      <Segmented
        aria-label={t('kind')}
        value={ask.kind ?? 'all'}
        onChange={(kind) => onChange({ kind: kind === 'all' ? undefined : kind })}
        options={(['all', ...subjectKinds] as const).map((value) => ({
          value,
          label: t(`kind.${value}`),
        }))}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('under')}
        placeholder={t('under')}
        value={ask.under ?? null}
        onChange={(under: string | null | undefined) => onChange({ under: under ?? undefined })}
        options={areas.map((a) => ({ value: a.code, label: a.name }))}
        popupMatchSelectWidth={false}
      />
      {(ask.kind === 'household' || ask.need !== undefined) && (
        <Select
          allowClear
          aria-label={t('need')}
          placeholder={t('need')}
          value={ask.need ?? null}
          onChange={(need: string | null | undefined) => onChange({ need: need ?? undefined })}
          options={needs.map((value) => ({ value, label: t(`need.${value}`) }))}
          popupMatchSelectWidth={false}
        />
      )}
    </search>
  )
}

function Row({ row }: { row: SubjectRow }) {
  const { t } = useTranslation('subjects')
  const time = useTime()
  return (
    <li data-closed={row.status === 'closed'}>
      <span className="subject-kind">{t(`kind.${row.kind}`)}</span>
      <span className="subject-name">
        <Link to="/console/subjects/$subjectId" params={{ subjectId: row.id }}>
          {row.name}
        </Link>
        {row.status === 'closed' && <em>{t('status.closed')}</em>}
        {row.class === 'sensitive' && <em>{t('class.sensitive')}</em>}
      </span>
      <span className="subject-where">{row.name === row.addressText ? '' : row.addressText}</span>
      <span className="quiet">{sayDetails(t, row.details).join(' · ')}</span>
      <span className="subject-phone">{row.phone ?? ''}</span>
      <small className="quiet">{time.day(row.changedAt)}</small>
    </li>
  )
}
