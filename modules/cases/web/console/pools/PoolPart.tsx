import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { putIntoPool } from '../../../contract/pools.ts'
import { Begin } from '../beside/BringIn.tsx'
import { Field, sayRefusal, Small, useSend } from '../beside/Small.tsx'
import { EntryCard } from './EntryCard.tsx'
import { usePoolsOfCase } from './queries.ts'

/** Where a case waits in a pool, and for whoever dispatches the verb to put it there. */
export function PoolPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('pools')
  const [open, setOpen] = useState(false)
  const { data } = usePoolsOfCase(caseId)
  if (!data || (data.entry === null && data.mayPut.length === 0)) return null
  const begin = data.mayPut.length > 0 && !open && (
    <Begin of="pool">
      <Button onClick={() => setOpen(true)}>{t('put')}</Button>
    </Begin>
  )
  const putting = data.mayPut.length > 0 && open
  if (data.entry === null && !putting) return begin
  return (
    <section className="beside" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.entry && <EntryCard entry={data.entry} ofCase />}
      {putting && (
        <PutForm
          at={{ caseId, baseVersion: data.version }}
          pools={data.mayPut}
          onDone={() => setOpen(false)}
        />
      )}
      {begin}
    </section>
  )
}

function PutForm(props: {
  at: { caseId: string; baseVersion: number }
  pools: readonly { id: string; name: string }[]
  onDone: () => void
}) {
  const { t } = useTranslation('pools')
  const { at, pools, onDone } = props
  const send = useSend(onDone)
  const [id] = useState(newId)
  const [poolId, setPoolId] = useState(pools[0]?.id ?? '')
  return (
    <Small
      verb={t('put')}
      leave={t('leave')}
      ready={poolId !== ''}
      busy={send.isPending}
      refused={send.error && sayRefusal(t, send.error)}
      onLeave={onDone}
      onSend={() =>
        send.mutate(() =>
          call(putIntoPool, {
            params: { caseId: at.caseId },
            body: { baseVersion: at.baseVersion, id, poolId },
          }),
        )
      }
    >
      <Field label={t('putInto')}>
        {(fieldId) => (
          <Select
            id={fieldId}
            value={poolId}
            onChange={setPoolId}
            options={pools.map((p) => ({ value: p.id, label: p.name }))}
          />
        )}
      </Field>
    </Small>
  )
}
