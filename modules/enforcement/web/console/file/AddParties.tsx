import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { partyKinds, type FileView } from '../../../contract/index.ts'
import { useNaming } from '../queries.ts'
import { Refused } from '../Refused.tsx'
import { Labelled } from './fields.tsx'

const most = 50

/** Each line a name, none twice, none that the file has already. */
export function namesIn(text: string, known: readonly string[]): string[] {
  const lines = text.split('\n').map((line) => line.trim().slice(0, 80))
  return [...new Set(lines)].filter((name) => name !== '' && !known.includes(name)).slice(0, most)
}

/** Where many take part in one thing: who else, one name a line. */
export function AddParties({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  const [open, setOpen] = useState(false)
  if (!file.allowed.includes('dissuade')) return null
  if (open) return <PartiesForm file={file} onClose={() => setOpen(false)} />
  return (
    <Button className="no-print" onClick={() => setOpen(true)}>
      {t('party.add')}
    </Button>
  )
}

function PartiesForm({ file, onClose }: { file: FileView; onClose: () => void }) {
  const { t } = useTranslation('enforcement')
  const id = useId()
  const [kind, setKind] = useState<(typeof partyKinds)[number]>('person')
  const [text, setText] = useState('')
  const [clientId] = useState(newId)
  const naming = useNaming(file)
  const known = file.partyRows.map((party) => party.name)
  const names = namesIn(text, known)
  const send = () => {
    if (names.length === 0 || naming.isPending) return
    const parties = names.map((name) => ({ id: newId(), kind, name }))
    naming.mutate({ clientId, parties }, { onSuccess: onClose })
  }
  return (
    <form
      className="act no-print"
      aria-label={t('party.add')}
      onKeyDown={(event) => event.key === 'Escape' && onClose()}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <Labelled id={`${id}kind`} label={t('open.kind')}>
        <Select
          id={`${id}kind`}
          value={kind}
          onChange={setKind}
          options={partyKinds.map((value) => ({ value, label: t(`party.${value}`) }))}
        />
      </Labelled>
      <Labelled id={`${id}names`} label={t('party.names')}>
        <Input.TextArea
          id={`${id}names`}
          autoFocus
          rows={4}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Labelled>
      <Refused error={naming.error} />
      <p className="act-verbs">
        <Button
          type="primary"
          htmlType="submit"
          disabled={names.length === 0}
          loading={naming.isPending}
        >
          {t('party.addCount', { count: names.length })}
        </Button>
        <Button onClick={onClose}>{t('leave')}</Button>
      </p>
    </form>
  )
}
