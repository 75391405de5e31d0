import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { Input as Given } from '#platform/web/console/say.ts'
import {
  registerContract,
  relationsFrom,
  relationsTo,
  type SubjectPage,
} from '../../../contract/index.ts'
import { useSubjectChange } from '../queries.ts'
import { SubjectFinder } from '../SubjectFinder.tsx'

type Body = Given<typeof registerContract.relateSubjects.body>

/** Says what another thing has to do with this one, and since when. */
export function RelateDialog({ page, onClose }: { page: SubjectPage; onClose: () => void }) {
  const { t } = useTranslation('subjects')
  const ids = { kind: useId(), since: useId() }
  const [id] = useState(newId)
  const ways = [
    ...relationsFrom(page.kind).map(({ kind, to }) => ({ kind, leads: true, others: to })),
    ...relationsTo(page.kind).map(({ kind, from }) => ({ kind, leads: false, others: from })),
  ]
  const [way, setWay] = useState(0)
  const [other, setOther] = useState<{ id: string; name: string } | null>(null)
  const [since, setSince] = useState('')
  const chosen = ways[way]
  const relate = useSubjectChange((body: Body) => call(registerContract.relateSubjects, { body }))
  if (!chosen) return null
  const send = () => {
    if (!other) return
    const [fromId, toId] = chosen.leads ? [page.id, other.id] : [other.id, page.id]
    const body = { id, kind: chosen.kind, fromId, toId, since: since || null }
    relate.mutate(body, { onSuccess: onClose })
  }
  return (
    <SaveDialog
      title={t('relate')}
      verb={t('save')}
      leave={t('leave')}
      ready={other !== null}
      saving={relate}
      onSave={send}
      onClose={onClose}
    >
      <Field id={ids.kind} label={t('relation.kind')}>
        <Select
          id={ids.kind}
          value={way}
          onChange={(next: number) => {
            setWay(next)
            setOther(null)
          }}
          options={ways.map(({ kind, leads }, value) => ({
            value,
            label: t(`relation.${kind}.${leads ? 'to' : 'from'}`),
          }))}
        />
      </Field>
      <SubjectFinder
        key={way}
        label={t('relation.other')}
        kinds={chosen.others}
        without={[page.id]}
        chosen={other}
        onChoose={setOther}
      />
      <Field id={ids.since} label={t('relation.sinceDay')} hint={t('relation.sinceHint')}>
        <Input
          id={ids.since}
          type="date"
          value={since}
          onChange={(e) => setSince(e.target.value)}
        />
      </Field>
    </SaveDialog>
  )
}
