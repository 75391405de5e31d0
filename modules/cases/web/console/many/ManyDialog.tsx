import { Button, Input, Modal, Radio, Select } from 'antd'
import { use, useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import type { CaseRow } from '../../../contract/index.ts'
import type { ManyAct, ManyPreview, ManyResult } from '../../../contract/many.ts'
import { RepliesSlot } from '../../reply-slot.ts'
import { Labelled } from '../actions/FormFrame.tsx'
import { useUnits } from '../others.ts'
import { useTemplates } from '../replies/queries.ts'
import { shortPlace } from '../shown.ts'
import { usePreview, useRun, type Order } from './queries.ts'

interface DialogProps {
  act: ManyAct
  rows: readonly CaseRow[]
  /** Of a merge, the one that is to lead. */
  master?: string | null
  onDone: () => void
  onClose: () => void
}

interface Filling {
  unitId: string | null
  masterId: string | null
  templateId: string | null
  words: string
}

/** The one reported first stands for the others unless another is chosen. */
const firstReported = (rows: readonly CaseRow[]) =>
  rows.toSorted((a, b) => a.reportedAt.localeCompare(b.reportedAt))[0]?.id ?? null

const isReady = (act: ManyAct, filling: Filling) =>
  act === 'dispatch' ||
  (act === 'merge' && filling.masterId !== null) ||
  (act === 'reply' && filling.templateId !== null)

const ableIn = (previews: readonly ManyPreview[] = []) => previews.filter((p) => p.can).length

/** The words that would go out, as each case fills them. */
const repliesIn = (previews: readonly ManyPreview[] = []) =>
  previews.flatMap((p) => (p.can && p.outcome !== null ? [p.outcome] : []))

/** Fill in, see what would come of each, do it, and read what came of each. */
export function ManyDialog({ act, rows, master, onDone, onClose }: DialogProps) {
  const { t } = useTranslation('many')
  // One id for one decision: pressed twice or sent again, it counts once.
  const [id, setId] = useState(newId)
  const [filling, setFilling] = useState<Filling>({
    unitId: null,
    masterId: act === 'merge' ? (master ?? firstReported(rows)) : null,
    templateId: null,
    words: '',
  })
  const set = (change: Partial<Filling>) => {
    setFilling((f) => ({ ...f, ...change }))
    setId(newId())
  }
  const [seen] = useState(() =>
    rows.map(({ id: caseId, version: baseVersion }) => ({ caseId, baseVersion })),
  )
  const order: Order = { act, ...filling, rows: seen }
  const run = useRun()
  const ready = isReady(act, filling)
  const preview = usePreview({ ...order, words: '' }, ready && !run.data)
  const able = ableIn(preview.data)
  const [held, setHeld] = useState(false)
  const close = () => {
    if (run.data) onDone()
    onClose()
  }
  return (
    <Modal
      open
      width={720}
      title={t(`title.${act}`, { count: rows.length })}
      onCancel={close}
      footer={[
        <Button key="no" onClick={close}>
          {t(run.data ? 'close' : 'leave')}
        </Button>,
        !run.data && (
          <Button
            key="yes"
            type="primary"
            disabled={able === 0 || held}
            loading={run.isPending}
            onClick={() => run.mutate({ ...order, id })}
          >
            {t(`do.${act}`, { count: able })}
          </Button>
        ),
      ]}
    >
      {run.error && (
        <p className="trouble" role="alert">
          {t('failed', { code: run.error instanceof CallError ? run.error.code : '' })}
        </p>
      )}
      {run.data ? (
        <Results results={run.data.rows} rows={rows} />
      ) : (
        <>
          <Fields act={act} rows={rows} filling={filling} set={set} />
          {ready && <Preview {...{ act, rows }} previews={preview.data} onHeld={setHeld} />}
        </>
      )}
    </Modal>
  )
}

interface FieldsProps {
  act: ManyAct
  rows: readonly CaseRow[]
  filling: Filling
  set: (change: Partial<Filling>) => void
}

function Fields({ act, rows, filling, set }: FieldsProps) {
  const { t } = useTranslation('many')
  const ids = { what: useId(), words: useId() }
  return (
    <div className="many-fields">
      {act === 'dispatch' && <UnitField id={ids.what} filling={filling} set={set} />}
      {act === 'reply' && <TemplateField id={ids.what} filling={filling} set={set} />}
      {act === 'merge' && (
        <>
          <p id={ids.what}>{t('field.master')}</p>
          <Radio.Group
            className="many-masters"
            aria-labelledby={ids.what}
            value={filling.masterId}
            onChange={(e) => set({ masterId: String(e.target.value) })}
          >
            {rows.map((row) => (
              <Radio key={row.id} value={row.id}>
                <b>{row.title || row.shortCode}</b> <small>{shortPlace(row)}</small>
              </Radio>
            ))}
          </Radio.Group>
        </>
      )}
      {act !== 'reply' && (
        <Labelled id={ids.words} label={t(`field.words.${act}`)}>
          <Input
            id={ids.words}
            maxLength={2000}
            value={filling.words}
            onChange={(e) => set({ words: e.target.value })}
          />
        </Labelled>
      )}
    </div>
  )
}

type OneField = Pick<FieldsProps, 'filling' | 'set'> & { id: string }

function UnitField({ id, filling, set }: OneField) {
  const { t } = useTranslation('many')
  const units = useUnits()
  return (
    <Labelled id={id} label={t('field.unit')}>
      <Select
        id={id}
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t('field.byRule')}
        value={filling.unitId}
        onChange={(unitId: string | undefined) => set({ unitId: unitId ?? null })}
        options={(units.data ?? []).map((u) => ({ value: u.id, label: u.name }))}
      />
    </Labelled>
  )
}

function TemplateField({ id, filling, set }: OneField) {
  const { t } = useTranslation('many')
  const templates = useTemplates()
  const rows = templates.data?.rows.filter((r) => r.active) ?? []
  return (
    <Labelled id={id} label={t('field.template')}>
      <Select
        id={id}
        showSearch={{ optionFilterProp: 'label' }}
        placeholder={t(templates.data && rows.length === 0 ? 'field.noTemplate' : 'field.choose')}
        value={filling.templateId}
        onChange={(templateId: string) => set({ templateId })}
        options={rows.map((r) => ({ value: r.id, label: r.name }))}
      />
    </Labelled>
  )
}

const titleOf = (rows: readonly CaseRow[], caseId: string) => {
  const row = rows.find((r) => r.id === caseId)
  return row ? row.title || row.shortCode : caseId
}

function Preview(props: {
  act: ManyAct
  previews: readonly ManyPreview[] | undefined
  rows: readonly CaseRow[]
  onHeld: (held: boolean) => void
}) {
  const { t } = useTranslation(['many', 'said'])
  const { act, previews, rows, onHeld } = props
  const advice = use(RepliesSlot)
  const replies = useMemo(() => (act === 'reply' ? repliesIn(previews) : []), [act, previews])
  if (!previews) return <p className="quiet">{t('looking')}</p>
  return (
    <>
      {replies.length > 0 && advice?.all({ replies, onHeld })}
      <ul className="many-rows" aria-label={t('preview')}>
        {previews.map((p) => (
          <li key={p.caseId} data-can={p.can}>
            <b>{titleOf(rows, p.caseId)}</b>
            <span>
              {p.can
                ? t(`would.${act}`, {
                    outcome: p.outcome ?? '',
                    interpolation: { escapeValue: false },
                  })
                : t([`said:error.${p.problem?.code ?? ''}`, 'cannot'])}
              {act === 'reply' && p.can && advice?.one({ words: p.outcome ?? '', replies })}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

function Results(props: { results: readonly ManyResult[]; rows: readonly CaseRow[] }) {
  const { t } = useTranslation(['many', 'said'])
  const { results, rows } = props
  const done = results.filter((r) => r.done).length
  return (
    <>
      <p role="status">{t('result', { done, failed: results.length - done })}</p>
      <ul className="many-rows" aria-label={t('results')}>
        {results
          .toSorted((a, b) => Number(a.done) - Number(b.done))
          .map((r) => (
            <li key={r.caseId} data-can={r.done}>
              <b>{titleOf(rows, r.caseId)}</b>
              <span>
                {r.done ? t('done') : t([`said:error.${r.problem?.code ?? ''}`, 'cannot'])}
              </span>
            </li>
          ))}
      </ul>
    </>
  )
}
