import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import type { Input as Given } from '#platform/web/console/say.ts'
import { visitsContract as contract, type PromiseView } from '../../../contract/index.ts'
import { useFieldChange, useOwners } from './queries.ts'

interface Props {
  promise: PromiseView
  onClose: () => void
}

const ends = ['kept', 'broken', 'dropped'] as const

/** What became of it; a word is owed where it was not kept. */
export function SettleDialog({ promise, onClose }: Props) {
  const { t } = useTranslation('visits')
  const id = useId()
  const [state, setState] = useState<(typeof ends)[number]>('kept')
  const [words, setWords] = useState('')
  const settle = useFieldChange((body: Given<typeof contract.settlePromise.body>) =>
    call(contract.settlePromise, { params: { promiseId: promise.id }, body }),
  )
  return (
    <SaveDialog
      title={promise.words}
      verb={t('save')}
      leave={t('leave')}
      ready={state === 'kept' || words.trim() !== ''}
      saving={settle}
      onSave={() =>
        settle.mutate(
          { state, words: words.trim(), baseVersion: promise.version },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <Field label={t('promises.became')}>
        <Choices
          label={t('promises.became')}
          value={state}
          values={ends}
          say={(value) => t(`state.${value}`)}
          onChange={setState}
        />
      </Field>
      <Field id={id} label={t('promises.words')} hint={t('promises.wordsHint')}>
        <Input.TextArea
          id={id}
          rows={2}
          maxLength={500}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </Field>
    </SaveDialog>
  )
}

/** Another day, another owner, and why. */
export function MoveDialog({ promise, onClose }: Props) {
  const { t } = useTranslation('visits')
  const id = useId()
  const owners = useOwners(promise.id).data ?? []
  const [dueOn, setDueOn] = useState(promise.dueOn)
  const [ownerId, setOwnerId] = useState(promise.ownerId)
  const [words, setWords] = useState('')
  const move = useFieldChange((body: Given<typeof contract.movePromise.body>) =>
    call(contract.movePromise, { params: { promiseId: promise.id }, body }),
  )
  const known = owners.some((one) => one.id === promise.ownerId)
  const same = dueOn === promise.dueOn && ownerId === promise.ownerId
  return (
    <SaveDialog
      title={t('promises.move')}
      verb={t('save')}
      leave={t('leave')}
      ready={!same && dueOn !== '' && words.trim() !== ''}
      saving={move}
      onSave={() =>
        move.mutate(
          { dueOn, ownerId, words: words.trim(), baseVersion: promise.version },
          { onSuccess: onClose },
        )
      }
      onClose={onClose}
    >
      <Field id={`${id}d`} label={t('promises.day')}>
        <Input id={`${id}d`} type="date" value={dueOn} onChange={(e) => setDueOn(e.target.value)} />
      </Field>
      <Field id={`${id}o`} label={t('promises.owner')}>
        <Select
          id={`${id}o`}
          value={ownerId}
          onChange={setOwnerId}
          options={[
            ...(known ? [] : [{ value: promise.ownerId, label: promise.owner }]),
            ...owners.map((one) => ({ value: one.id, label: one.name })),
          ]}
        />
      </Field>
      <Field id={`${id}w`} label={t('promises.why')}>
        <Input
          id={`${id}w`}
          maxLength={500}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </Field>
    </SaveDialog>
  )
}
