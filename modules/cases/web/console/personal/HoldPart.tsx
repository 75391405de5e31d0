import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { holdPersonal, readPersonalHold } from '#modules/cases/contract/personal.ts'
import { call } from '#platform/web/call.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { sayRefusal } from '../beside/Small.tsx'

/** On the page of a case, for whoever answers for personal data: keep it as evidence, or let it go. */
export function HoldPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('personal')
  const time = useTime()
  const may = useConsoleSetting().verbs.has('cases.personal')
  const [asking, setAsking] = useState(false)
  const { data } = useQuery({
    queryKey: ['personal', 'hold', caseId],
    queryFn: ({ signal }) => call(readPersonalHold, { params: { caseId }, signal }),
    enabled: may,
  })
  if (!data) return null
  const { hold } = data
  return (
    <div className="hold">
      {hold && (
        <p>
          {t('held', { reason: hold.reason })} <small>{time.at(hold.at)}</small>
        </p>
      )}
      <Button size="small" onClick={() => setAsking(true)}>
        {t(hold ? 'letGo' : 'hold')}
      </Button>
      {asking && <HoldForm caseId={caseId} held={hold !== null} onClose={() => setAsking(false)} />}
    </div>
  )
}

function HoldForm(props: { caseId: string; held: boolean; onClose: () => void }) {
  const { t } = useTranslation('personal')
  const client = useQueryClient()
  const id = useId()
  const [reason, setReason] = useState('')
  const { caseId, held, onClose } = props
  const send = useMutation({
    mutationFn: () =>
      call(holdPersonal, { params: { caseId }, body: { reason: held ? null : reason.trim() } }),
    onSuccess: onClose,
    onSettled: () => client.invalidateQueries({ queryKey: ['personal'] }),
  })
  return (
    <Confirm
      open
      title={t(held ? 'letGo' : 'hold')}
      consequences={[t(held ? 'letGoThen' : 'holdThen')]}
      verb={t(held ? 'letGo' : 'hold')}
      busy={send.isPending}
      off={!held && reason.trim().length < 2}
      onConfirm={() => send.mutate()}
      onClose={onClose}
    >
      {!held && (
        <>
          <label htmlFor={id}>{t('holdWhy')}</label>
          <Input
            id={id}
            autoFocus
            maxLength={200}
            value={reason}
            onChange={(e) => setReason(e.target.value)}
          />
        </>
      )}
      {send.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, send.error)}
        </p>
      )}
    </Confirm>
  )
}
