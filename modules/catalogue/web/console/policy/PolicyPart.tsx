import { App, Button, Radio, Select } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { use, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import type { Output } from '#platform/web/console/say.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import {
  catalogueSheets,
  listMatters,
  readPolicy,
  withdrawPolicy,
  workDayReadings,
  type listPolicies,
  type PolicySummary,
} from '../../../contract/index.ts'
import { LimitsSlot } from '../../limits-slot.ts'
import { useDraft } from '../draft.ts'
import { DraftBar } from '../DraftBar.tsx'
import { HistoryOf } from '../History.tsx'
import { usePolicies } from '../queries.ts'
import { EditFrame, useSaving } from '../saving.tsx'
import { Calculator } from './Calculator.tsx'
import { sayLimitPath, type Limits } from './limits.ts'
import { LimitsTable, type LimitsProps } from './LimitsTable.tsx'
import { OwnLimits } from './OwnLimits.tsx'
import { PublishDialog } from './PublishDialog.tsx'

type Policies = Output<typeof listPolicies.reply>

/** All limits of one version together. Changes are gathered, then made into one new version. */
export function PolicyPart() {
  const policies = usePolicies()
  return <Answer of={policies}>{(page) => <Policy page={page} />}</Answer>
}

/** An older version that is looked at, if any: the one that the address names. */
function useLooking({ current }: Policies) {
  const [address] = useAddress()
  const asked = Number(address['version'] ?? 0)
  const other = asked > 0 && asked !== current.version
  const older = useQuery({
    queryKey: ['catalogue', 'policies', asked],
    queryFn: ({ signal }) => call(readPolicy, { params: { version: asked }, signal }),
    enabled: other,
  })
  return { asked, limits: other ? older.data?.limits : undefined }
}

function Policy({ page }: { page: Policies }) {
  const { t } = useTranslation('catalogueConsole')
  const { message } = App.useApp()
  const [, setAddress] = useAddress()
  const { current, planned } = page
  const draft = useDraft(current.limits, lastVersion(page))
  const [reason, setReason] = useState<string>()
  const [publishing, setPublishing] = useState(false)
  const looking = useLooking(page)
  const allowed = page.allowed.includes('edit')
  const mayMake = allowed && !planned
  const may = mayMake && !looking.limits
  const restore = (limits: Limits, version: number) => {
    draft.set(limits)
    setReason(t('history.restoreReason', { version }))
    setAddress({ version: undefined })
  }
  return (
    <div className="policy">
      <How preset={current.madeBy === null} />
      {planned && <Planned planned={planned} may={allowed} />}
      <div className="catalogue-bar">
        <VersionSelect page={page} asked={looking.asked} />
        {looking.limits && mayMake && (
          <RestoreButton limits={looking.limits} version={looking.asked} onRestore={restore} />
        )}
        {may && <small className="quiet">{t('policy.clickHint')}</small>}
        <SheetTools
          sheet={catalogueSheets.limits}
          what={t('part.limits')}
          may={mayMake}
          queryKey={['catalogue']}
          canWait
        />
      </div>
      <Parts
        limits={looking.limits ?? draft.value}
        base={draft.base}
        onChange={may ? draft.set : undefined}
      />
      <Calculator />
      <Beneath may={allowed} />
      <HistoryOf
        subject="policy"
        id="policy"
        sayPath={sayLimitPath}
        onRestore={may ? (state, version) => restore(state as Limits, version) : undefined} // oxlint-disable-line typescript/no-unsafe-type-assertion -- limits that this page's server wrote
      />
      <DraftBar
        count={may ? draft.count : 0}
        onPublish={() => setPublishing(true)}
        onDiscard={draft.reset}
      />
      {publishing && (
        <PublishDialog
          draft={draft.value}
          current={draft.base}
          base={draft.version}
          reason={reason}
          onClose={() => setPublishing(false)}
          onDone={() => {
            setPublishing(false)
            draft.saved()
            void message.success(t('saved'))
          }}
        />
      )}
    </div>
  )
}

const Beneath = ({ may }: { may: boolean }) => {
  const filled = use(LimitsSlot)
  return may && filled
}

function How({ preset }: { preset: boolean }) {
  const { t } = useTranslation('catalogueConsole')
  return (
    <p className="quiet catalogue-how">
      {t('policy.how')}
      {preset && ` ${t('policy.preset')}`}
    </p>
  )
}

const lastVersion = ({ versions, current }: Policies): number =>
  versions[0]?.version ?? current.version

function RestoreButton(props: {
  limits: Limits
  version: number
  onRestore: (limits: Limits, version: number) => void
}) {
  const { t } = useTranslation('catalogueConsole')
  return (
    <Button onClick={() => props.onRestore(props.limits, props.version)}>
      {t('history.restore')}
    </Button>
  )
}

function Parts(props: LimitsProps) {
  const names = useQuery({
    queryKey: ['catalogue', 'names'],
    queryFn: ({ signal }) => call(listMatters, { query: { limit: 500 }, signal }),
    staleTime: 60_000,
    select: ({ rows }) => new Map(rows.map((m) => [`${m.kind}/${m.code}`, m.name])),
  })
  return (
    <>
      <LimitsTable {...props} />
      <Reading {...props} />
      <OwnLimits {...props} names={names.data ?? new Map()} />
    </>
  )
}

/** The two readings of 工作日, each with what follows from it. */
function Reading({ limits, base, onChange }: LimitsProps) {
  const { t } = useTranslation('catalogueConsole')
  const reading = limits.workDay ?? 'ROLLING'
  return (
    <section className="reading">
      <h2>{t('policy.workDay')}</h2>
      <p className="quiet">{t('policy.workDayHow')}</p>
      <Radio.Group
        className="choices-list"
        aria-label={t('policy.workDay')}
        value={reading}
        disabled={!onChange}
        onChange={(e) => {
          const chosen = workDayReadings.find((r) => r === e.target.value)
          const { workDay: _, ...rest } = limits
          const untouched = chosen === 'ROLLING' && base.workDay === undefined
          if (chosen) onChange?.(untouched ? rest : { ...limits, workDay: chosen })
        }}
        options={workDayReadings.map((r) => ({
          value: r,
          label: (
            <span className="reading-choice">
              <b>{t(`reading.${r}`)}</b>
              <small>{t(`reading.${r}.how`)}</small>
            </span>
          ),
        }))}
      />
    </section>
  )
}

function VersionSelect({ page, asked }: { page: Policies; asked: number }) {
  const { t } = useTranslation('catalogueConsole')
  const time = useTime()
  const [, setAddress] = useAddress()
  const { current, versions, planned } = page
  const mark = (v: PolicySummary) => {
    if (v.version === current.version) return t('policy.binds')
    if (v.version === planned?.version) return t('policy.waits')
    return v.withdrawnAt ? t('policy.withdrawn') : ''
  }
  return (
    <Select
      aria-label={t('policy.version')}
      value={asked || current.version}
      onChange={(v) => setAddress({ version: v === current.version ? undefined : String(v) })}
      popupMatchSelectWidth={false}
      options={versions.map((v) => ({
        value: v.version,
        label: [
          t('version', { version: v.version }),
          mark(v),
          time.day(v.startsAt ?? v.madeAt),
          v.by ?? '',
          v.madeBy === null ? t('policy.shipped') : v.reason,
        ]
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  )
}

function Planned({ planned, may }: { planned: PolicySummary; may: boolean }) {
  const { t } = useTranslation('catalogueConsole')
  const time = useTime()
  const [open, setOpen] = useState(false)
  const saving = useSaving(
    (reason) => call(withdrawPolicy, { params: { version: planned.version }, body: { reason } }),
    () => setOpen(false),
  )
  return (
    <p className="planned" role="status">
      <span>
        {t('policy.planned', { version: planned.version, at: time.at(planned.startsAt ?? '') })}{' '}
        {planned.by} {planned.reason}
      </span>
      {may && (
        <Button size="small" onClick={() => setOpen(true)}>
          {t('policy.withdraw')}
        </Button>
      )}
      {open && (
        <EditFrame
          title={t('policy.withdraw')}
          verb={t('policy.withdraw')}
          saving={saving}
          ready
          consequence={t('policy.withdrawThen')}
          onClose={() => setOpen(false)}
        />
      )}
    </p>
  )
}
