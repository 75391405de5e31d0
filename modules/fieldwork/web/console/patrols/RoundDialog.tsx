import { useMutation } from '@tanstack/react-query'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DistrictMap } from '#modules/places/web/index.ts'
import { call } from '#platform/web/call.ts'
import { LineField, SaveDialog, Trouble } from '#platform/web/console/Dialog.tsx'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import {
  patrolsContract as contract,
  type Proposal,
  type RouteView,
} from '../../../contract/index.ts'
import { AreaField } from '../visits/AreaField.tsx'
import { useAreas, useFieldChange } from '../visits/queries.ts'

type Reasons = Proposal['points'][number]['reasons']
interface Point {
  id: string
  name: string
  lon: number
  lat: number
  look: string
  matters: string[]
  /** Why it was proposed; not kept. */
  reasons: Reasons
}
export interface Round {
  id: string
  name: string
  areaCode: string
  active: boolean
  points: Point[]
  baseVersion: number | null
}

export const freshRound = (): Round => ({
  id: newId(),
  name: '',
  areaCode: '',
  active: true,
  points: [],
  baseVersion: null,
})

export const roundOf = (route: RouteView): Round => ({
  id: route.id,
  name: route.name,
  areaCode: route.areaCode,
  active: route.active,
  points: route.points.map(({ lookedAt: _lookedAt, ...point }) => ({ ...point, reasons: [] })),
  baseVersion: route.version,
})

/** A round: its name, its area, and its points, proposed with reasons and set by hand. */
export function RoundDialog({ round, onClose }: { round: Round; onClose: () => void }) {
  const { t } = useTranslation('patrols')
  const [draft, setDraft] = useState(round)
  const set = (change: Partial<Round>) => setDraft((was) => ({ ...was, ...change }))
  const areas = (useAreas().data ?? []).filter((area) => area.code.length >= 12)
  const save = useFieldChange((body: Round) =>
    call(contract.saveRoute, {
      body: { ...body, points: body.points.map(({ reasons: _reasons, ...point }) => point) },
    }),
  )
  const ready =
    draft.name.trim() !== '' &&
    draft.areaCode !== '' &&
    draft.points.length > 0 &&
    draft.points.every((point) => point.name.trim() !== '')
  return (
    <SaveDialog
      width={880}
      title={t(draft.baseVersion === null ? 'add' : 'edit')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <LineField
        label={t('name')}
        value={draft.name}
        most={80}
        onChange={(name) => set({ name })}
      />
      <AreaField
        label={t('area')}
        areas={areas}
        value={draft.areaCode}
        onChange={(areaCode) => set({ areaCode })}
      />
      <Checkbox checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
        {t('active')}
      </Checkbox>
      <Points draft={draft} set={set} />
    </SaveDialog>
  )
}

interface PartProps {
  draft: Round
  set: (change: Partial<Round>) => void
}

function Points({ draft, set }: PartProps) {
  const { t } = useTranslation('patrols')
  const setting = useConsoleSetting()
  const [at, setAt] = useState<readonly [number, number]>([setting.lon, setting.lat])
  const propose = useMutation({
    mutationFn: () => call(contract.proposeRoute, { query: { area: draft.areaCode } }),
    onSuccess: ({ points }) =>
      set({
        points: [
          ...draft.points,
          ...points.map((point) => ({ ...point, id: newId(), look: '' })),
        ].slice(0, 60),
      }),
  })
  const add = () =>
    set({
      points: [
        ...draft.points,
        { id: newId(), name: '', lon: at[0], lat: at[1], look: '', matters: [], reasons: [] },
      ],
    })
  return (
    <>
      <p className="patrols-verbs">
        <Button
          disabled={draft.areaCode === ''}
          loading={propose.isPending}
          onClick={() => propose.mutate()}
        >
          {t('propose')}
        </Button>
        <Button onClick={add}>{t('addPoint')}</Button>
      </p>
      <Trouble error={propose.error} />
      {propose.data?.points.length === 0 && <p className="quiet">{t('proposedNone')}</p>}
      <DistrictMap
        districtId={setting.districtId}
        className="patrols-map"
        label={t('map')}
        center={at}
        onPick={setAt}
        pickNote={t('addPoint')}
        points={draft.points.map((point) => ({
          id: point.id,
          at: [point.lon, point.lat],
          label: point.name,
        }))}
      />
      <ol className="patrols-points">
        {draft.points.map((point, n) => (
          <PointRow key={point.id} n={n} draft={draft} set={set} />
        ))}
      </ol>
    </>
  )
}

function PointRow({ n, draft, set }: PartProps & { n: number }) {
  const { t } = useTranslation('patrols')
  const point = draft.points[n]!
  const change = (to: Partial<Point>) =>
    set({ points: draft.points.map((one, i) => (i === n ? { ...one, ...to } : one)) })
  const up = () => set({ points: draft.points.toSpliced(n - 1, 2, point, draft.points[n - 1]!) })
  return (
    <li>
      <Input
        aria-label={t('pointName', { n: n + 1 })}
        value={point.name}
        maxLength={80}
        onChange={(event) => change({ name: event.target.value })}
      />
      <Input
        aria-label={t('pointLook', { n: n + 1 })}
        placeholder={t('look')}
        value={point.look}
        maxLength={300}
        onChange={(event) => change({ look: event.target.value })}
      />
      <Button size="small" disabled={n === 0} onClick={up}>
        {t('up')}
      </Button>
      <Button
        size="small"
        onClick={() => set({ points: draft.points.filter((one) => one.id !== point.id) })}
      >
        {t('remove')}
      </Button>
      {point.reasons.length > 0 && (
        <small className="quiet">
          {point.reasons
            .map(({ risk, count }) =>
              count === null ? t('risk.never') : t(`risk.${risk}`, { count }),
            )
            .join(' · ')}
        </small>
      )}
    </li>
  )
}
