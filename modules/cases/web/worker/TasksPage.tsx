import { useQuery } from '@tanstack/react-query'
import {
  listTasks,
  type CaseAction,
  type CaseRow,
  type TaskView,
} from '#modules/cases/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { Button, Empty, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { millis } from '#platform/web/time-words.ts'
import { useGo } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { askHere, metresTo, useHere, type Here } from './here.ts'
import { useOutbox } from './outbox.ts'
import { nextVerb, useTaskAct } from './task-acts.ts'
import { WorkFrame } from './WorkFrame.tsx'

interface Row {
  task: TaskView
  case: CaseRow
  allowed: readonly CaseAction[]
}

const later = (a: number, b: number) => (a === b ? 0 : a - b)

/** Next deadline first; among equal deadlines the nearer. No deadline comes last. */
export function inOrder(rows: readonly Row[], here: Here | null): Row[] {
  const due = (row: Row) => (row.case.dueAt ? millis(row.case.dueAt) : Infinity)
  const far = (row: Row) => (here ? (metresTo(here, row.case.lon, row.case.lat) ?? Infinity) : 0)
  return [...rows].sort((a, b) => later(due(a), due(b)) || later(far(a), far(b)))
}

export function TasksPage() {
  const { t } = useSpeech()
  return (
    <WorkFrame title={t('work.title')}>
      {(me) => <Tasks timeZone={me.district.timeZone} />}
    </WorkFrame>
  )
}

function Tasks({ timeZone }: { timeZone: string }) {
  const { t } = useSpeech()
  const position = useHere()
  const here = typeof position === 'object' ? position : null
  const outbox = useOutbox()
  const asked = useQuery({
    queryKey: ['tasks'],
    queryFn: () => call(listTasks, { query: {} }),
    refetchInterval: 30_000,
  })
  if (asked.isPending) return <Skeleton shape="card" count={3} />
  if (!asked.data)
    return <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
  const going = new Set(outbox.filter((s) => s.state !== 'refused').map((s) => s.caseId))
  const rows = asked.data.rows.filter((row) => !going.has(row.case.id))
  if (rows.length === 0) return <Empty title={t('work.none')}>{t('work.noneWhy')}</Empty>
  return (
    <>
      {position === 'unasked' && (
        <button type="button" className="text-button" onClick={askHere}>
          {t('work.byDistance')}
        </button>
      )}
      <ul className="tasks">
        {inOrder(rows, here).map((row) => (
          <TaskCard
            key={row.task.id}
            row={row}
            now={asked.data.now}
            timeZone={timeZone}
            metres={here ? metresTo(here, row.case.lon, row.case.lat) : null}
          />
        ))}
      </ul>
    </>
  )
}

interface TaskCardProps {
  row: Row
  now: string
  timeZone: string
  metres: number | null
}

function TaskCard({ row, now, timeZone, metres }: TaskCardProps) {
  const { t, language } = useSpeech(timeZone)
  const go = useGo()
  const act = useTaskAct(row.case.id)
  const verb = nextVerb(row.allowed)
  const { receivedAt, estimated, closedAt, pauses } = row.case.ribbon
  const press = () => {
    if (verb === 'accept' || verb === 'arrive') act.mutate({ verb, version: row.case.version })
    else go(`/work/tasks/${row.case.id}${verb === 'finish' ? '?finish=1' : ''}`)
  }
  return (
    <li className="card task">
      <a href={`/work/tasks/${row.case.id}`}>
        {row.case.thumb ? (
          <img
            src={`/api/files/${row.case.thumb}/thumb`}
            alt={t('photo.report')}
            width="88"
            height="88"
            loading="lazy"
          />
        ) : (
          <span className="task-blank">{t('ledger.noPhoto')}</span>
        )}
        <div>
          <h2>{row.case.title}</h2>
          <p>{row.case.address || row.case.communityName}</p>
          <p className="quiet">
            <Marks row={row} metres={metres} />
          </p>
        </div>
      </a>
      <TimeRibbon
        size="row"
        {...{ receivedAt, estimated, closedAt, pauses, now, language, timeZone }}
        promisedAt={row.case.dueAt ?? row.case.ribbon.promisedAt}
      />
      {act.error && <ActTrouble error={act.error} />}
      <Button wide look={verb === null ? 'quiet' : 'primary'} busy={act.isPending} onClick={press}>
        {t(`verb.${verb ?? 'open'}`)}
      </Button>
    </li>
  )
}

function Marks({ row, metres }: { row: Row; metres: number | null }) {
  const { t } = useSpeech()
  const far =
    metres === null
      ? null
      : metres < 950
        ? t('work.distance.m', { n: Math.max(10, Math.round(metres / 10) * 10) })
        : t('work.distance.km', { n: (metres / 1000).toFixed(1) })
  const marks = [
    row.task.state === 'rework' ? t('work.rework') : null,
    row.case.hazard ? t('work.hazard') : null,
    row.case.urgency === 'routine' ? null : t(`work.${row.case.urgency}`),
    far,
  ]
  return marks.filter(Boolean).join(' · ')
}

export function ActTrouble({ error }: { error: unknown }) {
  const { t } = useSpeech()
  const late = error instanceof CallError && error.status === 409
  const code = error instanceof CallError ? error.code : ''
  return <Strip tone="warn">{t(late ? 'task.changed' : 'task.wrong', { code })}</Strip>
}
