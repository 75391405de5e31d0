import { Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { recordsContract as contract, type RecordView } from '../../../contract/index.ts'
import { fitsCounting, type Count } from '../../../domain/counting.ts'
import { useOutreachChange } from '../queries.ts'
import { CountFields } from './counted.tsx'

/** What was wrong and how it stands now; what was written first stays to be read. */
export function CorrectDialog({ record, onClose }: { record: RecordView; onClose: () => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const [ownId] = useState(newId)
  const [words, setWords] = useState('')
  const [struck, setStruck] = useState(record.struck)
  const [count, setCount] = useState<Count>({ reached: record.reached, counted: record.counted })
  const correct = useOutreachChange(() =>
    call(contract.correctRecord, {
      params: { recordId: record.id },
      body: { id: ownId, words: words.trim(), struck, ...count },
    }),
  )
  const ready = words.trim() !== '' && fitsCounting(count)
  return (
    <SaveDialog
      title={t('records.correct')}
      verb={t('save')}
      leave={t('leave')}
      ready={ready}
      saving={correct}
      onSave={() => correct.mutate(undefined, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="quiet">{t('records.correctHow')}</p>
      <Field id={`${id}w`} label={t('records.wrong')}>
        <Input.TextArea
          id={`${id}w`}
          rows={2}
          maxLength={500}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
      </Field>
      <CountFields value={count} onChange={setCount} />
      <Checkbox checked={struck} onChange={(e) => setStruck(e.target.checked)}>
        {t('records.strike')}
      </Checkbox>
    </SaveDialog>
  )
}
