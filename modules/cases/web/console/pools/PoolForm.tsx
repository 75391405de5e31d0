import { Checkbox, Input, InputNumber, Radio, Select } from 'antd'
import { useState } from 'react'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { savePool, type PoolView } from '../../../contract/pools.ts'
import { poolKinds, poolModes } from '../../../domain/pool.ts'
import { Field, sayRefusal, Small, useSend } from '../beside/Small.tsx'
import { useUnits } from '../others.ts'

type Member = Pick<PoolView['members'][number], 'unitId' | 'cap' | 'absentFrom' | 'absentUntil'>
type Draft = Pick<PoolView, 'name' | 'kind' | 'mode' | 'claimMinutes' | 'cap' | 'active'> & {
  members: Member[]
}

const draftOf = (pool: PoolView | null): Draft =>
  pool === null
    ? {
        name: '',
        kind: 'units',
        mode: 'turns',
        claimMinutes: 120,
        cap: 5,
        active: true,
        members: [],
      }
    : {
        name: pool.name,
        kind: pool.kind,
        mode: pool.mode,
        claimMinutes: pool.claimMinutes,
        cap: pool.cap,
        active: pool.active,
        members: pool.members.map(({ unitId, cap, absentFrom, absentUntil }) => ({
          unitId,
          cap,
          absentFrom,
          absentUntil,
        })),
      }

/** A pool made or changed: its members in the order of turns, and how long and how much each gets. */
export function PoolForm(props: { pool: PoolView | null; poolId: string; onDone: () => void }) {
  const { t } = useTranslation('pools')
  const { pool, poolId, onDone } = props
  const send = useSend(onDone)
  const [draft, setDraft] = useState(() => draftOf(pool))
  const set = (to: Partial<Draft>) => setDraft((now) => ({ ...now, ...to }))
  return (
    <Small
      verb={t('save')}
      leave={t('leave')}
      ready={draft.name.trim() !== ''}
      busy={send.isPending}
      refused={send.error && sayRefusal(t, send.error)}
      onLeave={onDone}
      onSend={() =>
        send.mutate(() =>
          call(savePool, {
            params: { poolId },
            body: { ...draft, name: draft.name.trim(), baseVersion: pool?.version ?? null },
          }),
        )
      }
    >
      <Field label={t('field.name')}>
        {(id) => (
          <Input
            id={id}
            maxLength={80}
            value={draft.name}
            onChange={(e) => set({ name: e.target.value })}
          />
        )}
      </Field>
      <Radio.Group
        aria-label={t('kind')}
        value={draft.kind}
        onChange={(e) => set({ kind: poolKinds.find((k) => k === e.target.value) ?? 'units' })}
        options={poolKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      />
      <Radio.Group
        aria-label={t('mode')}
        value={draft.mode}
        onChange={(e) => set({ mode: poolModes.find((m) => m === e.target.value) ?? 'turns' })}
        options={poolModes.map((value) => ({ value, label: t(`mode.${value}`) }))}
      />
      <div className="act-pair">
        <Field label={t('field.minutes')}>
          {(id) => (
            <InputNumber
              id={id}
              min={5}
              max={20_160}
              precision={0}
              value={draft.claimMinutes}
              onChange={(n) => set({ claimMinutes: n ?? 120 })}
            />
          )}
        </Field>
        <Field label={t('field.cap')}>
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={100}
              precision={0}
              value={draft.cap}
              onChange={(n) => set({ cap: n ?? 1 })}
            />
          )}
        </Field>
      </div>
      <Members members={draft.members} onChange={(members) => set({ members })} />
      <Checkbox checked={draft.active} onChange={(e) => set({ active: e.target.checked })}>
        {t('field.active')}
      </Checkbox>
    </Small>
  )
}

/** Who belongs to it, in the order chosen, and who is absent from when until when. */
function Members(props: { members: Member[]; onChange: (members: Member[]) => void }) {
  const { t } = useTranslation('pools')
  const units = useUnits()
  const { members, onChange } = props
  const of = (unitId: string): Member =>
    members.find((m) => m.unitId === unitId) ?? {
      unitId,
      cap: null,
      absentFrom: null,
      absentUntil: null,
    }
  const change = (unitId: string, to: Partial<Member>) =>
    onChange(members.map((m) => (m.unitId === unitId ? { ...m, ...to } : m)))
  return (
    <>
      <Field label={t('field.members')}>
        {(id) => (
          <Select
            id={id}
            mode="multiple"
            optionFilterProp="label"
            value={members.map((m) => m.unitId)}
            onChange={(ids: string[]) => onChange(ids.map(of))}
            options={(units.data ?? []).map((u) => ({ value: u.id, label: u.name }))}
          />
        )}
      </Field>
      {members.map((m) => {
        const name = units.data?.find((u) => u.id === m.unitId)?.shortName ?? ''
        return (
          <div key={m.unitId} className="pool-absence">
            <span>
              {name} {t('field.absent')}
            </span>
            {(['absentFrom', 'absentUntil'] as const).map((end) => (
              <DayPicker
                key={end}
                clearable
                label={`${name} ${t('field.absent')} ${t(`field.${end}`)}`}
                value={m[end] ?? ''}
                onChange={(day) => change(m.unitId, { [end]: day || null })}
              />
            ))}
          </div>
        )
      })}
    </>
  )
}
