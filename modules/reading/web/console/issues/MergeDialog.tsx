import { Button, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { IssueMember, IssuePage } from '../../../contract/issues.ts'
import { useMerge, useMergePreview, type Order } from './queries.ts'

/** So many at most in one order; what is left can be joined by the next. */
const MOST = 100

const oneEach = (members: readonly IssueMember[]) => [
  ...new Map(members.map((m) => [m.caseId, m])).values(),
]

/** The cases of an issue as one: which leads, what becomes of each, and what became of each. */
export function MergeDialog({ page, onClose }: { page: IssuePage; onClose: () => void }) {
  const { t } = useTranslation(['issues', 'said'])
  const [id] = useState(newId)
  const [cases] = useState(() => oneEach(page.members.toReversed()))
  const leaders = cases.filter((m) => m.canLead)
  const [masterId, setMaster] = useState(leaders[0]?.caseId ?? null)
  const run = useMerge()
  const order: Order = {
    act: 'merge',
    masterId,
    words: t('merge.words', { number: page.number }),
    rows: cases
      .filter((m) => m.canFollow && m.caseId !== masterId)
      .slice(0, MOST)
      .map((m) => ({ caseId: m.caseId, baseVersion: m.caseVersion })),
  }
  const preview = useMergePreview(order)
  const able = preview.data?.rows.filter((row) => row.can).length ?? 0
  const done = run.data?.rows.map((row) => ({ ...row, can: row.done }))
  const outcomes: readonly Outcome[] = done ?? preview.data?.rows ?? []
  return (
    <Modal
      open
      width={720}
      title={t('merge.title')}
      onCancel={onClose}
      footer={[
        <Button key="no" onClick={onClose}>
          {t(run.data ? 'merge.close' : 'merge.leave')}
        </Button>,
        !run.data && (
          <Button
            key="yes"
            type="primary"
            disabled={able === 0}
            loading={run.isPending}
            onClick={() => run.mutate({ ...order, id })}
          >
            {t('merge.do', { count: able })}
          </Button>
        ),
      ]}
    >
      <Trouble error={run.error} />
      {run.data ? (
        <p role="status">{t('merge.done', { count: run.data.done })}</p>
      ) : (
        <Leaders leaders={leaders} masterId={masterId} onChoose={setMaster} />
      )}
      <Outcomes cases={cases} outcomes={outcomes} />
    </Modal>
  )
}

function Leaders(props: {
  leaders: readonly IssueMember[]
  masterId: string | null
  onChoose: (caseId: string) => void
}) {
  const { t } = useTranslation('issues')
  const time = useTime()
  const label = useId()
  return (
    <>
      <p id={label}>{t('merge.master')}</p>
      <Radio.Group
        className="issue-masters"
        aria-labelledby={label}
        value={props.masterId}
        onChange={(e) => props.onChoose(String(e.target.value))}
      >
        {props.leaders.map((m) => (
          <Radio key={m.caseId} value={m.caseId}>
            <b>{m.title || m.shortCode}</b> <small>{time.at(m.at)}</small>
          </Radio>
        ))}
      </Radio.Group>
    </>
  )
}

interface Outcome {
  caseId: string
  can: boolean
  problem: { code: string } | null
}

function Outcomes(props: { cases: readonly IssueMember[]; outcomes: readonly Outcome[] }) {
  const { t } = useTranslation(['issues', 'said'])
  return (
    <ul className="issue-outcomes">
      {props.outcomes.map(({ caseId, can, problem }) => (
        <li key={caseId} data-fine={can}>
          <b>{props.cases.find((m) => m.caseId === caseId)?.title}</b>
          <span>
            {can ? t('merge.fine') : t([`said:error.${problem?.code ?? ''}`, 'merge.cannot'])}
          </span>
        </li>
      ))}
    </ul>
  )
}

function Trouble({ error }: { error: Error | null }) {
  const { t } = useTranslation(['issues', 'said'])
  if (!error) return null
  const code = error instanceof CallError ? error.code : ''
  return (
    <p className="trouble" role="alert">
      {t([`said:error.${code}`, 'failed'])}
    </p>
  )
}
