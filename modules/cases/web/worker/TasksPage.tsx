import { useQuery } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useState } from 'react'
import { listTasks } from '#modules/cases/contract/index.ts'
import type { signInContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import {
  Button,
  Empty,
  Failure,
  failureOf,
  Glyph,
  Skeleton,
  Strip,
} from '#platform/web/kit/index.ts'
import { TimeRibbon } from '#platform/web/TimeRibbon.tsx'
import { useGo } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { ActTrouble } from './ActTrouble.tsx'
import { seenOr, useSeenAt } from './last-seen.ts'
import { doorsFor } from './doors.ts'
import { askHere, metresTo, placeOf, useHere, type Here } from './here.ts'
import { useOutbox } from './outbox/outbox.ts'
import { Owed } from './owed/Owed.tsx'
import { casesOf, useOwed } from './owed/use-owed.ts'
import { PoolOffers } from './PoolOffers.tsx'
import { useTaskAct } from './task-acts.ts'
import { doneToday, grouped, groups, shown, type Shown, type TaskRow } from './task-groups.ts'
import { useReasons } from './reasons.ts'
import { usePagesAhead } from './use-case.ts'
import { WorkFrame } from './WorkFrame.tsx'

type Me = signInContract.Me

export function TasksPage() {
  const { t } = useSpeech()
  return (
    <WorkFrame title={t('work.title')}>
      {(me) => (me.verbs.includes('cases.accept') ? <Tasks me={me} /> : <FirstDoor me={me} />)}
    </WorkFrame>
  )
}

/** Every link to the phone's pages leads here first; whoever is given no tasks goes on to what they do. */
function FirstDoor({ me }: { me: Me }) {
  const go = useGo()
  const to = doorsFor(me.verbs)[0]?.to
  const leave = useEffectEvent(() => to !== undefined && go(to, true))
  useEffect(() => {
    leave()
  }, [])
  return <Skeleton shape="card" count={3} />
}

const useTasks = (state: 'open' | 'done') =>
  useQuery({
    queryKey: ['tasks', state],
    queryFn: () => seenOr(`tasks ${state}`, () => call(listTasks, { query: { state } })),
    refetchInterval: state === 'open' ? 30_000 : false,
  })

function Tasks({ me }: { me: Me }) {
  const { t, say } = useSpeech(me.district.timeZone)
  const seenAt = useSeenAt('tasks open')
  const position = useHere()
  const here = typeof position === 'object' ? position : null
  const { works } = useOutbox()
  const open = useTasks('open')
  const owed = useOwed()
  useReasons(me.district.districtId)
  usePagesAhead([...(open.data?.rows ?? []).map((row) => row.case.id), ...casesOf(owed)])
  if (open.isPending) return <Skeleton shape="card" count={3} />
  if (!open.data)
    return <Failure kind={failureOf(open.error)} onRetry={() => void open.refetch()} />
  const rows = open.data.rows.map((row) => shown(row, works))
  const found = grouped(rows, me.person.id, here)
  return (
    <>
      {seenAt !== null && <Strip tone="warn">{t('work.seenAt', { at: say(seenAt) })}</Strip>}
      {seenAt === null && open.isError && <Strip tone="warn">{t('work.stale')}</Strip>}
      <PoolOffers timeZone={me.district.timeZone} />
      <Owed timeZone={me.district.timeZone} />
      {rows.length === 0 && <Empty title={t('work.none')}>{t('work.noneWhy')}</Empty>}
      {rows.length > 0 && <Nearness position={position} />}
      {groups
        .filter((group) => found[group].length > 0)
        .map((group) => (
          <section key={group} className="task-group" data-group={group}>
            <h2>
              {t(`work.group.${group}`)} <span>{found[group].length}</span>
            </h2>
            <ul className="tasks">
              {found[group].map((row) => (
                <TaskCard key={row.task.id} row={row} here={here} now={open.data.now} me={me} />
              ))}
            </ul>
          </section>
        ))}
      <Done me={me} now={open.data.now} />
    </>
  )
}

/** The position is asked for by a press, never by opening the list. */
function Nearness({ position }: { position: ReturnType<typeof useHere> }) {
  const { t } = useSpeech()
  if (typeof position === 'object') return <p className="quiet">{t('work.byBoth')}</p>
  if (position === 'refused') return <p className="quiet">{t('work.noHere')}</p>
  return (
    <p className="nearness">
      <span className="quiet">{t('work.byDue')}</span>
      <button type="button" className="text-button" onClick={askHere}>
        {t(position === 'asking' ? 'patrol.locating' : 'work.byDistance')}
      </button>
    </p>
  )
}

interface TaskCardProps {
  row: Shown
  here: Here | null
  now: string
  me: Me
}

function TaskCard({ row, here, now, me }: TaskCardProps) {
  const tz = me.district.timeZone
  const { t, language } = useSpeech(tz)
  const go = useGo()
  const act = useTaskAct()
  const { verb } = row
  const { receivedAt, estimated, closedAt, pauses } = row.case.ribbon
  const press = () => {
    if (verb === 'accept' || verb === 'arrive')
      act.mutate({
        lane: row.case.id,
        title: row.case.title,
        baseVersion: row.case.version,
        step: verb === 'accept' ? { kind: 'accept' } : { kind: 'arrive', place: placeOf(here) },
      })
    else go(`/work/tasks/${row.case.id}${verb === null ? '' : `?do=${verb}`}`)
  }
  return (
    <li className="card task">
      <a href={`/work/tasks/${row.case.id}`}>
        <CardPicture thumb={row.case.thumb} />
        <div>
          <h3>{row.case.title}</h3>
          <p>{row.case.address || row.case.communityName}</p>
          <Marks
            row={row}
            metres={here ? metresTo(here, row.case.lon, row.case.lat) : null}
            own={me.person.id}
          />
        </div>
      </a>
      <TimeRibbon
        size="row"
        {...{ receivedAt, estimated, closedAt, pauses, now, language, timeZone: tz }}
        promised={row.case.status === 'reported' ? 'taken-up' : 'done'}
        promisedAt={row.case.dueAt ?? row.case.ribbon.promisedAt}
      />
      {act.error && <ActTrouble error={act.error} />}
      <Button wide look={verb === null ? 'quiet' : 'primary'} busy={act.isPending} onClick={press}>
        {t(`verb.${verb ?? 'open'}`)}
      </Button>
    </li>
  )
}

function CardPicture({ thumb }: { thumb: string | null }) {
  const { t } = useSpeech()
  // Without signal pictures are not there; the card says so instead of showing a broken one.
  const [lost, setLost] = useState(false)
  return thumb && !lost ? (
    <img
      src={`/api/files/${thumb}/thumb`}
      alt={t('photo.report')}
      width="104"
      height="104"
      onError={() => setLost(true)}
    />
  ) : (
    <span className="task-blank">
      <Glyph name="camera" />
      <small>{t(lost ? 'work.photoLater' : 'ledger.noPhoto')}</small>
    </span>
  )
}

function Marks({ row, metres, own }: { row: Shown; metres: number | null; own: string }) {
  const { t } = useSpeech()
  const far =
    metres === null
      ? null
      : metres < 950
        ? t('work.distance.m', { n: Math.max(10, Math.round(metres / 10) * 10) })
        : t('work.distance.km', { n: (metres / 1000).toFixed(1) })
  const loud = [
    row.case.hazard ? t('work.hazard') : null,
    row.case.urgency === 'routine' ? null : t(`work.${row.case.urgency}`),
    row.task.state === 'rework' ? t('work.rework') : null,
  ].filter((word) => word !== null)
  const said = [
    row.task.role === 'lead' ? null : t(`work.role.${row.task.role}`),
    row.case.paused ? t('work.paused') : null,
    row.unsent.size > 0 ? t('work.unsent') : null,
    row.task.assigneeId === own ? null : row.task.assignee,
    far,
  ].filter((word) => word !== null)
  if (loud.length + said.length === 0) return null
  return (
    <p className="task-marks">
      {loud.map((word) => (
        <b key={word}>{word}</b>
      ))}
      {said.length > 0 && <span className="quiet">{said.join(' · ')}</span>}
    </p>
  )
}

function Done({ me, now }: { me: Me; now: string }) {
  const { t, say } = useSpeech(me.district.timeZone)
  const asked = useTasks('done')
  const rows = doneToday(asked.data?.rows ?? [], {
    personId: me.person.id,
    now,
    timeZone: me.district.timeZone,
  })
  return (
    <section className="task-group" data-group="done">
      <h2>
        {t('work.group.done')} <span>{rows.length}</span>
      </h2>
      {rows.length === 0 && <p className="quiet">{t('work.doneNone')}</p>}
      <ul className="done-list">
        {rows.map((row) => (
          <DoneRow key={row.task.id} row={row} at={say(row.task.endedAt ?? now)} />
        ))}
      </ul>
    </section>
  )
}

function DoneRow({ row, at }: { row: TaskRow; at: string }) {
  const { t, known } = useSpeech()
  return (
    <li>
      <a href={`/work/tasks/${row.case.id}`}>
        <span>{row.case.title}</span>
        <small className="quiet">
          {at} ·{' '}
          {row.task.state === 'returned'
            ? t('work.returned')
            : known(`status.${row.case.status}`, row.case.status)}
        </small>
      </a>
    </li>
  )
}
