import { Button, Segmented, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { rosterContract } from '../../../contract/index.ts'
import type { RosterView, ShiftKindView } from '../../../contract/rosters.ts'
import { call } from '../form/saving.ts'
import { keys } from '../queries.ts'
import { CalendarLinks } from '../../shifts/CalendarLinks.tsx'
import { DutyNow } from './DutyNow.tsx'
import { Grid } from './Grid.tsx'
import { KindSheet } from './KindSheet.tsx'
import { Found } from './Found.tsx'
import { DeskVerb, NotesPart, SwapsPart } from './parts.tsx'
import { PatternSheet } from './PatternSheet.tsx'
import { SettingsSheet } from './SettingsSheet.tsx'
import '../people.css'
import './rosters.css'

const spans = [7, 28] as const
type Open = ShiftKindView | 'new' | 'pattern' | 'settings' | null

/** Who is on duty when at a station: gaps against need, rules of rest, swaps and notes. */
export function RosterPage() {
  const { t } = useTranslation('rosters')
  const { verbs } = useConsoleSetting()
  const [address] = useAddress()
  const days = spans.find((n) => String(n) === address['days']) ?? 7
  const query = {
    days,
    ...(address['station'] ? { stationId: address['station'] } : {}),
    ...(address['from'] ? { from: address['from'] } : {}),
  }
  const roster = useQuery({
    queryKey: [...keys.rosters, query],
    queryFn: ({ signal }) => call(rosterContract.readRoster, { query, signal }),
    placeholderData: (before) => before,
  })
  return (
    <div className="page people roster-page">
      <header className="page-head">
        <h1>{t('title')}</h1>
      </header>
      <p className="quiet">{t('lead')}</p>
      <Answer of={roster} rows={6}>
        {(data) =>
          data.roster === null ? (
            verbs.has('settings.edit') ? (
              <SettingsSheet inPage onClose={() => undefined} />
            ) : (
              <Empty title={t('none')} words={t('noneWords')} />
            )
          ) : (
            <Roster roster={data.roster} days={days} />
          )
        }
      </Answer>
    </div>
  )
}

function Roster({ roster, days }: { roster: RosterView; days: 7 | 28 }) {
  const { t } = useTranslation('rosters')
  const { timeZone } = useConsoleSetting()
  const [open, setOpen] = useState<Open>(null)
  const plans = roster.allowed.includes('plan')
  const active = roster.kinds.filter((kind) => kind.active)
  return (
    <>
      <Steps roster={roster} days={days} />
      <DutyNow onDuty={roster.onDuty} />
      {active.length === 0 ? (
        <Empty title={t('noKinds')} words={t('noKindsWords')} />
      ) : (
        <>
          <Found roster={roster} />
          <Grid roster={roster} onKind={plans ? setOpen : undefined} />
        </>
      )}
      <p className="sheet-verbs">
        {plans && (
          <Button type={active.length === 0 ? 'primary' : 'default'} onClick={() => setOpen('new')}>
            {t('kind.add')}
          </Button>
        )}
        {plans && active.length > 0 && (
          <Button onClick={() => setOpen('pattern')}>{t('pattern')}</Button>
        )}
        {roster.allowed.includes('settings') && (
          <Button onClick={() => setOpen('settings')}>{t('settings')}</Button>
        )}
      </p>
      <div className="roster-beside">
        <SwapsPart swaps={roster.swaps} />
        <NotesPart notes={roster.notes} />
        <section className="card">
          <h2>{t('calendar')}</h2>
          <CalendarLinks
            verb={DeskVerb}
            timeZone={timeZone}
            station={plans ? roster.station : null}
          />
        </section>
      </div>
      <Sheets open={open} roster={roster} onClose={() => setOpen(null)} />
    </>
  )
}

function Sheets({
  open,
  roster,
  onClose,
}: {
  open: Open
  roster: RosterView
  onClose: () => void
}) {
  const stationId = roster.station.id
  if (open === null) return null
  if (open === 'pattern') return <PatternSheet roster={roster} onClose={onClose} />
  if (open === 'settings') return <SettingsSheet onClose={onClose} />
  if (open === 'new') return <KindSheet kind={undefined} {...{ stationId, onClose }} />
  return <KindSheet key={open.id} kind={open} {...{ stationId, onClose }} />
}

/** Which station, and which days. */
function Steps({ roster, days }: { roster: RosterView; days: 7 | 28 }) {
  const { t } = useTranslation('rosters')
  const [, setAddress] = useAddress()
  const first = roster.days[0] ?? roster.today
  const move = (by: number) => setAddress({ from: dateOfDay(dayOfDate(first) + by) })
  return (
    <div className="filters">
      {roster.stations.length > 1 ? (
        <Select
          aria-label={t('station')}
          showSearch={{ optionFilterProp: 'label' }}
          value={roster.station.id}
          onChange={(station: string) => setAddress({ station })}
          options={roster.stations.map((s) => ({ value: s.id, label: s.name }))}
        />
      ) : (
        <b>{roster.station.name}</b>
      )}
      <Segmented
        aria-label={t('span')}
        value={days}
        onChange={(value) => setAddress({ days: value === 7 ? undefined : String(value) })}
        options={spans.map((value) => ({ value, label: t(`span.${value}`) }))}
      />
      <span className="roster-steps">
        <Button onClick={() => move(-days)}>{t('before')}</Button>
        <Button onClick={() => setAddress({ from: undefined })}>{t('thisWeek')}</Button>
        <Button onClick={() => move(days)}>{t('next')}</Button>
      </span>
    </div>
  )
}
