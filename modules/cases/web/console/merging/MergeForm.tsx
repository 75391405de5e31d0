import { Input, Radio } from 'antd'
import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Finder } from '#platform/web/console/Finder.tsx'
import { foundBy } from '#platform/web/console/found.ts'
import type { CaseRow } from '../../../contract/index.ts'
import { mergeCase } from '../../../contract/merging.ts'
import type { ActionFormProps } from '../actions/form.ts'
import { FormFrame, Labelled } from '../actions/FormFrame.tsx'
import type { Make } from '../change.ts'
import { useCases } from '../queries.ts'
import { shortPlace } from '../shown.ts'
import { LikelyLine } from './LikelyLine.tsx'
import { useLikelyCases } from './queries.ts'

const foundLine = (row: CaseRow) => (
  <span>
    <b>{row.title || row.shortCode}</b> <small>{shortPlace(row)}</small>
  </span>
)

/** Joins to the most alike case, or to another that is named; what follows is said before it is done. */
export function MergeForm({ page, action, changing, master, onClose }: ActionFormProps) {
  const { t } = useTranslation('merging')
  const id = useId()
  const likely = useLikelyCases(page.id, true)
  const [picked, setPicked] = useState<string | null>(master ?? null)
  const [other, setOther] = useState<CaseRow | null>(null)
  const [words, setWords] = useState('')
  const rows = likely.data ?? []
  const named = rows.map((r) => r.case).find((c) => c.id === picked) ?? rows[0]?.case
  const target = other ?? named
  const send: Make = ({ params, base }) =>
    call(mergeCase, {
      params,
      body: { ...base, masterId: target?.id ?? '', words: words.trim() },
    })
  return (
    <FormFrame
      action={action}
      {...(target ? { consequence: t('merge.then', { code: target.shortCode }) } : {})}
      ready={target !== undefined}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      {likely.data?.length === 0 && <p className="quiet">{t('likely.none')}</p>}
      {rows.length > 0 && other === null && (
        <Radio.Group
          className="likely-choices"
          aria-label={t('merge.into')}
          value={target?.id}
          onChange={(e) => setPicked(String(e.target.value))}
        >
          {rows.map((row, i) => (
            <Radio
              key={row.case.id}
              value={row.case.id}
              autoFocus={master ? row.case.id === master : i === 0}
            >
              <LikelyLine row={row} />
            </Radio>
          ))}
        </Radio.Group>
      )}
      <OtherCase page={page} other={other} onChoose={setOther} />
      <Labelled id={id} label={t('merge.why')}>
        <Input id={id} maxLength={2000} value={words} onChange={(e) => setWords(e.target.value)} />
      </Labelled>
    </FormFrame>
  )
}

function OtherCase(props: {
  page: { id: string }
  other: CaseRow | null
  onChoose: (row: CaseRow | null) => void
}) {
  const { t } = useTranslation('merging')
  const [text, setText] = useState('')
  const q = useDeferredValue(text.trim())
  const { other } = props
  const query = useCases({ view: 'open', q: q.slice(0, 100) }, 6, q !== '')
  const data = query.data?.pages.flatMap((p) => p.rows).filter((r) => r.id !== props.page.id)
  const { isPending, isPlaceholderData, isLoadingError, fetchStatus } = query
  const asking = { data, isPending, isPlaceholderData, isLoadingError, fetchStatus }
  const found = foundBy(asking, text.trim(), q)
  return (
    <Finder
      label={t('merge.other')}
      placeholder={t('merge.otherHint')}
      text={text}
      onText={(now) => {
        setText(now)
        props.onChoose(null)
      }}
      none={t('merge.otherNone')}
      rows={text === '' ? [] : found.rows}
      waiting={found.waiting}
      failed={found.failed}
      stands={other !== null}
      keyOf={(row) => row.id}
      chosen={other?.id}
      onChoose={(row) => {
        props.onChoose(row)
        setText(row.title || row.shortCode)
      }}
      line={foundLine}
    />
  )
}
