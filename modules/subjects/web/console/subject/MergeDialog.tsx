import { Input } from 'antd'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { Field, Trouble } from '#platform/web/console/Dialog.tsx'
import { registerContract, type SubjectPage } from '../../../contract/index.ts'
import { useSubjectChange } from '../queries.ts'
import { SubjectFinder } from '../SubjectFinder.tsx'

/** Joins this entry to another of the same thing. What follows is read first, and it can be undone. */
export function MergeDialog({ page, onClose }: { page: SubjectPage; onClose: () => void }) {
  const { t } = useTranslation('subjects')
  const id = useId()
  const navigate = useNavigate()
  const [mergeId] = useState(newId)
  const [into, setInto] = useState<{ id: string; name: string } | null>(null)
  const [reason, setReason] = useState('')
  const merge = useSubjectChange((intoId: string) =>
    call(registerContract.mergeSubject, {
      params: { subjectId: page.id },
      body: { id: mergeId, intoId, reason: reason.trim(), baseVersion: page.version },
    }),
  )
  const send = () =>
    into &&
    merge.mutate(into.id, {
      onSuccess: () => {
        onClose()
        void navigate({ to: '/console/subjects/$subjectId', params: { subjectId: into.id } })
      },
    })
  return (
    <Confirm
      open
      title={t('merge')}
      verb={t('merge')}
      busy={merge.isPending}
      off={into === null || reason.trim() === ''}
      consequences={[t('merge.then1', { name: page.name }), t('merge.then2'), t('merge.then3')]}
      onConfirm={() => void send()}
      onClose={onClose}
    >
      <Trouble error={merge.error} />
      <SubjectFinder
        label={t('merge.into')}
        kinds={[page.kind]}
        without={[page.id]}
        chosen={into}
        onChoose={setInto}
      />
      <Field id={id} label={t('merge.reason')}>
        <Input
          id={id}
          value={reason}
          maxLength={500}
          placeholder={t('merge.reasonHint')}
          onChange={(e) => setReason(e.target.value)}
        />
      </Field>
    </Confirm>
  )
}
