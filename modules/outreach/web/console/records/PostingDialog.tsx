import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { recordsContract as contract, type PostingView } from '../../../contract/index.ts'
import { useOutreachChange } from '../queries.ts'
import { KeeperPick } from './KeeperPick.tsx'

interface PostingDialogProps {
  posting: PostingView
  act: 'taken_down' | 'renewed' | 'handed_on'
  onClose: () => void
}

/** It is down, hangs on to a later day, or is looked after by another. */
export function PostingDialog({ posting, act, onClose }: PostingDialogProps) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [ownId] = useState(newId)
  const [untilOn, setUntilOn] = useState('')
  const [keeperId, setKeeperId] = useState('')
  const change = useOutreachChange(() =>
    call(contract.changePosting, {
      params: { postingId: posting.id },
      body: {
        id: ownId,
        act,
        untilOn: act === 'renewed' ? untilOn : null,
        keeperId: act === 'handed_on' ? keeperId : null,
      },
    }),
  )
  const ready =
    act === 'taken_down' || (act === 'renewed' ? untilOn > posting.untilOn : keeperId !== '')
  return (
    <SaveDialog
      title={t(`postings.act.${act}`)}
      verb={t(`postings.act.${act}`)}
      leave={t('leave')}
      ready={ready}
      saving={change}
      onSave={() => change.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p>{t(`postings.then.${act}`, { place: posting.place })}</p>
      {act === 'renewed' && (
        <Field id={`${id}u`} label={t('postings.untilDay')}>
          <DayPicker id={`${id}u`} value={untilOn} min={posting.untilOn} onChange={setUntilOn} />
        </Field>
      )}
      {act === 'handed_on' && (
        <Field id={`${id}k`} label={t('postings.keeper')}>
          <KeeperPick
            id={`${id}k`}
            areaCode={posting.areaCode}
            value={keeperId}
            onChange={setKeeperId}
          />
        </Field>
      )}
    </SaveDialog>
  )
}
