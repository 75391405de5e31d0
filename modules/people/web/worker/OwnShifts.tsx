import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import {
  Button,
  Empty,
  Failure,
  failureOf,
  Sheet,
  Skeleton,
  TextArea,
  useToast,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import { rosterContract } from '../../contract/index.ts'
import type { NoteView, OnDutyView, OwnShift, SwapView } from '../../contract/rosters.ts'
import { CalendarLinks, type Verb } from '../shifts/CalendarLinks.tsx'
import { useOwnShifts, useRenewShifts, useSwapAct } from '../shifts/queries.ts'
import { useClock, useKindName, useSaid } from '../shifts/speech.ts'
import { SwapSheet } from './SwapSheet.tsx'
import './shifts.css'

/** A button of the phone, for parts that both faces show. */
const PhoneVerb: Verb = ({ onClick, busy = false, children }) => (
  <Button look="quiet" busy={busy} onClick={onClick}>
    {children}
  </Button>
)

/** The own shifts, swaps, notes from shift to shift, who is on duty now, and the calendar. */
export function OwnShifts({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation('rosters')
  const own = useOwnShifts()
  const [asking, setAsking] = useState<OwnShift | null>(null)
  if (own.isPending) return <Skeleton shape="card" count={3} />
  if (!own.data) return <Failure kind={failureOf(own.error)} onRetry={() => void own.refetch()} />
  const { shifts, swaps, notes, stations, onDuty } = own.data
  return (
    <div className="own-shifts">
      <Duty onDuty={onDuty} timeZone={timeZone} />
      <Swaps swaps={swaps} timeZone={timeZone} />
      <section>
        <h2>{t('mine')}</h2>
        {shifts.length === 0 && <Empty title={t('mine.none')}>{t('lead')}</Empty>}
        <ul className="shift-list">
          {shifts.map((shift) => (
            <Shift
              key={shift.id}
              shift={shift}
              now={own.data.now}
              timeZone={timeZone}
              onSwap={() => setAsking(shift)}
            />
          ))}
        </ul>
      </section>
      {stations.length > 0 && <Notes {...{ notes, stations, timeZone }} />}
      <section>
        <h2>{t('calendar')}</h2>
        <CalendarLinks verb={PhoneVerb} timeZone={timeZone} />
      </section>
      {asking && <SwapSheet shift={asking} timeZone={timeZone} onClose={() => setAsking(null)} />}
    </div>
  )
}

function Duty({ onDuty, timeZone }: { onDuty: readonly OnDutyView[]; timeZone: string }) {
  const { t } = useTranslation('rosters')
  const clock = useClock(timeZone)
  const kindName = useKindName()
  if (onDuty.length === 0) return null
  return (
    <section className="card">
      <h2>{t('duty')}</h2>
      <ul className="duty-list">
        {onDuty.map((one) => (
          <li key={one.personId}>
            <b>{one.name}</b> {one.postTitle}
            <small>
              {kindName(one)} · {t('duty.until', { at: clock.at(one.until) })}
            </small>
            {one.dutyPhone !== null && (
              <a className="text-button" href={`tel:${one.dutyPhone}`}>
                {one.dutyPhone}
              </a>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface ShiftProps {
  shift: OwnShift
  now: string
  timeZone: string
  onSwap: () => void
}

function Shift({ shift, now, timeZone, onSwap }: ShiftProps) {
  const { t } = useTranslation('rosters')
  const clock = useClock(timeZone)
  const running = shift.startsAt <= now
  const end = clock.at(shift.endsAt).split(' ').at(-1)
  const kindName = useKindName()
  return (
    <li className="card shift-card" data-running={running} data-away={shift.away}>
      <div>
        <h3>
          {clock.day(shift.day)} <span>{kindName(shift)}</span>
        </h3>
        <p>
          {clock.at(shift.startsAt).split(' ').at(-1)}–{end} · {shift.stationName}
        </p>
        <p className="quiet">
          {shift.away
            ? t('cell.away')
            : shift.withNames.length > 0
              ? t('mine.with', { names: shift.withNames.join(t('and')) })
              : t('mine.alone')}
        </p>
      </div>
      {running && <b>{t('mine.now')}</b>}
      {shift.swapId !== null && <b>{t('mine.asked')}</b>}
      {shift.maySwap && (
        <Button look="quiet" onClick={onSwap}>
          {t('mine.swap')}
        </Button>
      )}
    </li>
  )
}

function Swaps({ swaps, timeZone }: { swaps: readonly SwapView[]; timeZone: string }) {
  const { t } = useTranslation('rosters')
  const clock = useClock(timeZone)
  const said = useSaid()
  const act = useSwapAct()
  const kindName = useKindName()
  const side = (one: SwapView['shift']) => `${clock.at(one.startsAt)} ${kindName(one)}`
  if (swaps.length === 0) return null
  return (
    <section>
      <h2>{t('swaps')}</h2>
      {act.error && (
        <p className="strip" role="alert">
          {said(act.error)}
        </p>
      )}
      <ul className="shift-list">
        {swaps.map((swap) => (
          <li key={swap.id} className="card">
            <p>
              {t('swap.gives', { from: swap.fromName, to: swap.toName, shift: side(swap.shift) })}
              {swap.back && ` · ${t('swap.back', { shift: side(swap.back) })}`}
            </p>
            <p className="quiet">
              {t(`swap.state.${swap.state}`)}
              {swap.words !== '' && ` · ${swap.words}`}
            </p>
            <div className="swap-verbs">
              {swap.allowed.map((one) => (
                <Button
                  key={one}
                  look={one === 'agree' || one === 'grant' ? 'primary' : 'quiet'}
                  busy={act.isPending}
                  onClick={() => act.mutate({ swap, act: one })}
                >
                  {t(`act.${one}`)}
                </Button>
              ))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

interface NotesProps {
  notes: readonly NoteView[]
  stations: readonly { id: string; name: string }[]
  timeZone: string
}

function Notes({ notes, stations, timeZone }: NotesProps) {
  const { t } = useTranslation('rosters')
  const clock = useClock(timeZone)
  const renew = useRenewShifts()
  const [writing, setWriting] = useState(false)
  const take = useMutation({
    mutationFn: (noteId: string) => call(rosterContract.takeNote, { params: { noteId } }),
    onSettled: renew,
  })
  return (
    <section>
      <h2>{t('notes')}</h2>
      <Button wide look="quiet" onClick={() => setWriting(true)}>
        {t('note.write')}
      </Button>
      {notes.length === 0 && <p className="quiet">{t('notes.none')}</p>}
      <ul className="shift-list">
        {notes.map((note) => (
          <li key={note.id} className="card" data-open={note.takenAt === null}>
            <p>{note.words}</p>
            <p className="quiet">
              {t('note.by', { name: note.byName, at: clock.at(note.writtenAt) })} ·{' '}
              {note.takenByName === null
                ? t('note.open')
                : t('note.taken', { name: note.takenByName })}
            </p>
            {note.mayTake && (
              <Button busy={take.isPending} onClick={() => take.mutate(note.id)}>
                {t('note.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {writing && <NoteSheet stations={stations} onClose={() => setWriting(false)} />}
    </section>
  )
}

function NoteSheet(props: { stations: NotesProps['stations']; onClose: () => void }) {
  const { stations, onClose } = props
  const { t } = useTranslation('rosters')
  const said = useSaid()
  const say = useToast()
  const renew = useRenewShifts()
  const [id] = useState(newId)
  const [stationId, setStationId] = useState(stations[0]?.id ?? '')
  const [words, setWords] = useState('')
  // The same id each time: what was sent twice counts once.
  const write = useMutation({
    mutationFn: () => call(rosterContract.writeNote, { body: { id, stationId, words } }),
    onSuccess: () => {
      renew()
      say({ text: t('note.sent') })
      onClose()
    },
  })
  return (
    <Sheet open title={t('note.write')} onClose={onClose}>
      {stations.length > 1 && (
        <select
          aria-label={t('station')}
          value={stationId}
          onChange={(e) => setStationId(e.target.value)}
        >
          {stations.map((station) => (
            <option key={station.id} value={station.id}>
              {station.name}
            </option>
          ))}
        </select>
      )}
      <TextArea
        label={t('note.words')}
        value={words}
        maxLength={1000}
        onChange={(event) => setWords(event.target.value)}
      />
      {write.error && (
        <p className="strip" role="alert">
          {said(write.error)}
        </p>
      )}
      <Button
        wide
        busy={write.isPending}
        disabled={words.trim() === ''}
        onClick={() => write.mutate()}
      >
        {t('note.send')}
      </Button>
    </Sheet>
  )
}
