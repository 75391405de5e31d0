import { Button, InputNumber, Radio } from 'antd'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import type { Output } from '#platform/web/console/say.ts'
import { Answer } from '#platform/web/console/states.tsx'
import { readCaseSettings, saveCaseSettings, type Terms } from '../../../contract/case-settings.ts'
import { Field, sayRefusal } from '../beside/Small.tsx'
import { WhistlePart } from './WhistlePart.tsx'

const key = ['case-settings']

type Stored = Output<typeof readCaseSettings.reply>

function useSave() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: { terms: Terms; baseVersion: number }) => call(saveCaseSettings, { body }),
    onSuccess: (now) => client.setQueryData(key, now),
  })
}

/** What the district decides about suspensions, parking, appeals and reopening. */
export function CaseSettingsPage() {
  const { t } = useTranslation('caseSettings')
  const settings = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => call(readCaseSettings, { signal }),
  })
  // Kept above the form, which begins anew with each version.
  const save = useSave()
  return (
    <div className="page">
      <header className="page-head">
        <h1>{t('title')}</h1>
      </header>
      <p className="quiet">{t('intro')}</p>
      <Answer of={settings} rows={6}>
        {(start) => <SettingsForm key={start.version} start={start} save={save} />}
      </Answer>
    </div>
  )
}

function SettingsForm({ start, save }: { start: Stored; save: ReturnType<typeof useSave> }) {
  const { t } = useTranslation('caseSettings')
  const [terms, setTerms] = useState(start.terms)
  const { suspension, parked, appeal, reopening } = terms
  const set = (to: Partial<Terms>) => setTerms((now) => ({ ...now, ...to }))
  return (
    <form
      className="act"
      aria-label={t('title')}
      style={{ maxWidth: 560 }}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate({ terms, baseVersion: start.version })
      }}
    >
      <h2>{t('part.suspension')}</h2>
      <Radio.Group
        aria-label={t('atDate')}
        value={suspension.atDate}
        onChange={(e) =>
          set({
            suspension: {
              ...suspension,
              atDate: e.target.value === 'remind' ? 'remind' : 'resume',
            },
          })
        }
        options={(['resume', 'remind'] as const).map((value) => ({
          value,
          label: t(`atDate.${value}`),
        }))}
      />
      <Days
        label={t('suspension.mostDays')}
        value={suspension.mostDays}
        most={365}
        onChange={(mostDays) => set({ suspension: { ...suspension, mostDays } })}
      />
      <WhistlePart
        value={terms.whistle}
        whistlers={start.whistlers}
        onChange={(whistle) => set({ whistle })}
      />
      <h2>{t('part.parked')}</h2>
      <Days
        label={t('parked.mostDays')}
        value={parked.mostDays}
        least={7}
        most={1095}
        onChange={(mostDays) => set({ parked: { mostDays } })}
      />
      <h2>{t('part.appeal')}</h2>
      <Days
        label={t('appeal.days')}
        value={appeal.days}
        most={90}
        onChange={(days) => set({ appeal: { days } })}
      />
      <Between value={terms.duties} onChange={(duties) => set({ duties })} />
      <Reopening value={reopening} onChange={(to) => set({ reopening: to })} />
      {save.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, save.error)}
        </p>
      )}
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('save')}
        </Button>
        {save.isSuccess && <small role="status">{t('saved')}</small>}
      </p>
    </form>
  )
}

function Reopening(props: {
  value: Terms['reopening']
  onChange: (to: Terms['reopening']) => void
}) {
  const { t } = useTranslation('caseSettings')
  const { value, onChange } = props
  return (
    <>
      <h2>{t('part.reopening')}</h2>
      <Days
        label={t('reopening.days')}
        value={value.days}
        most={60}
        onChange={(days) => onChange({ ...value, days })}
      />
      <Days
        label={t('reopening.times')}
        value={value.times}
        least={0}
        most={10}
        onChange={(times) => onChange({ ...value, times })}
      />
    </>
  )
}

/** How long the other unit has to answer, and whoever decides to decide. */
function Between(props: { value: Terms['duties']; onChange: (to: Terms['duties']) => void }) {
  const { t } = useTranslation('caseSettings')
  const { value, onChange } = props
  return (
    <>
      <h2>{t('part.duties')}</h2>
      <Days
        label={t('duties.handoverHours')}
        value={value.handoverHours}
        most={80}
        onChange={(handoverHours) => onChange({ ...value, handoverHours })}
      />
      <Days
        label={t('duties.rulingDays')}
        value={value.rulingDays}
        most={30}
        onChange={(rulingDays) => onChange({ ...value, rulingDays })}
      />
    </>
  )
}

function Days(props: {
  label: string
  value: number
  least?: number
  most: number
  onChange: (days: number) => void
}) {
  return (
    <Field label={props.label}>
      {(id) => (
        <InputNumber
          id={id}
          min={props.least ?? 1}
          max={props.most}
          precision={0}
          value={props.value}
          onChange={(days) => days !== null && props.onChange(days)}
        />
      )}
    </Field>
  )
}
