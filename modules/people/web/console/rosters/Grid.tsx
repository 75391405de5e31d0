import { Button, Dropdown } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { dayOfDate, weekdayOf } from '#kernel/zone.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { rosterContract } from '../../../contract/index.ts'
import type { RosterView, ShiftKindView, ShiftView } from '../../../contract/rosters.ts'
import { needOn } from '../../../domain/roster.ts'
import { call } from '../form/saving.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys, useNamed } from '../queries.ts'

type Change = { plan?: RosterShift[]; cancel?: string[] }
interface RosterShift {
  id: string
  kindId: string
  day: string
  personId: string
  postId: string
}

interface GridProps {
  roster: RosterView
  /** Opens a shift to change it; left out where one may not. */
  onKind: ((kind: ShiftKindView) => void) | undefined
}

/** A row for each shift with have and need, then a row for each person; a press plans or cancels. */
export function Grid({ roster, onKind }: GridProps) {
  const { t } = useTranslation('rosters')
  const client = useQueryClient()
  const say = useSayTrouble()
  const changing = useMutation({
    mutationFn: (change: Change) =>
      call(rosterContract.changeRoster, { body: { stationId: roster.station.id, ...change } }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.rosters }),
  })
  const kinds = roster.kinds.filter(
    (kind) => kind.active || roster.shifts.some((shift) => shift.kindId === kind.id),
  )
  return (
    <>
      {changing.error && (
        <p className="sheet-trouble" role="alert">
          {say(changing.error)}
        </p>
      )}
      <div
        className="roster-grid"
        tabIndex={0}
        role="region"
        aria-label={t('grid', { station: roster.station.name })}
      >
        <table>
          <Head roster={roster} />
          <tbody className="roster-need">
            {kinds.map((kind) => (
              <KindRow key={kind.id} kind={kind} roster={roster} onKind={onKind} />
            ))}
          </tbody>
          <tbody>
            {roster.people.map((person) => (
              <PersonRow
                key={person.personId}
                person={person}
                roster={roster}
                kinds={kinds}
                onChange={onKind && ((change) => changing.mutate(change))}
              />
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

const isWeekend = (day: string) => weekdayOf(dayOfDate(day)) > 5

function Head({ roster: { days, today } }: { roster: RosterView }) {
  const { t } = useTranslation('rosters')
  return (
    <thead>
      <tr>
        <th scope="col">{t('who')}</th>
        {days.map((day) => (
          <th key={day} scope="col" data-today={day === today} data-weekend={isWeekend(day)}>
            <time dateTime={day}>
              {Number(day.slice(5, 7))}/{Number(day.slice(8))}
            </time>
            <small>{t(`weekday.${weekdayOf(dayOfDate(day))}`)}</small>
          </th>
        ))}
      </tr>
    </thead>
  )
}

interface KindRowProps extends GridProps {
  kind: ShiftKindView
}

function KindRow({ kind, roster, onKind }: KindRowProps) {
  const { t } = useTranslation('rosters')
  const named = useNamed()
  const time = useTime()
  const name = named(kind)
  return (
    <tr>
      <th scope="row">
        {onKind ? (
          <Button
            type="link"
            size="small"
            onClick={() => onKind(kind)}
            aria-label={t('kind.change', { name })}
          >
            {name}
          </Button>
        ) : (
          name
        )}
        <small>{spanOf(kind)}</small>
      </th>
      {roster.days.map((day) => {
        const need = needOn(kind, day)
        const have = roster.shifts.filter(
          (s) => s.kindId === kind.id && s.day === day && !s.away,
        ).length
        const short = day >= roster.today ? Math.max(0, need - have) : 0
        return (
          <td
            key={day}
            data-today={day === roster.today}
            data-short={short > 0}
            aria-label={t('cell.kind', { kind: name, day: time.day(day), have, need })}
          >
            {need === 0 && have === 0 ? '·' : `${have}/${need}`}
            {short > 0 && <em className="gap">{t('gap.one', { n: short })}</em>}
          </td>
        )
      })}
    </tr>
  )
}

/** 08:30–17:30; over midnight the end is the clock of the next day. */
export function spanOf({ startsAt, minutes }: Pick<ShiftKindView, 'startsAt' | 'minutes'>): string {
  const [hours = 0, rest = 0] = startsAt.split(':').map(Number)
  const end = (hours * 60 + rest + minutes) % 1440
  return `${startsAt}–${String(Math.floor(end / 60)).padStart(2, '0')}:${String(end % 60).padStart(2, '0')}`
}

interface PersonRowProps {
  person: RosterView['people'][number]
  roster: RosterView
  kinds: readonly ShiftKindView[]
  onChange: ((change: Change) => void) | undefined
}

function PersonRow({ person, roster, kinds, onChange }: PersonRowProps) {
  return (
    <tr>
      <th scope="row">
        {person.name}
        <small>{person.posts.map((post) => post.title).join(' / ')}</small>
      </th>
      {roster.days.map((day) => (
        <td key={day} data-today={day === roster.today} data-away={person.away.includes(day)}>
          <Cell
            {...{ person, day, kinds }}
            shifts={roster.shifts.filter((s) => s.personId === person.personId && s.day === day)}
            warned={roster.warnings.some(
              (w) => w.personId === person.personId && w.day === day && w.rule !== 'week_hours',
            )}
            onChange={day >= roster.today ? onChange : undefined}
          />
        </td>
      ))}
    </tr>
  )
}

interface CellProps {
  person: RosterView['people'][number]
  day: string
  kinds: readonly ShiftKindView[]
  shifts: readonly ShiftView[]
  warned: boolean
  onChange: ((change: Change) => void) | undefined
}

function Cell({ person, day, kinds, shifts, warned, onChange }: CellProps) {
  const { t } = useTranslation('rosters')
  const time = useTime()
  const named = useNamed()
  const away = person.away.includes(day)
  const nameOf = (shift: ShiftView) => {
    const kind = kinds.find((k) => k.id === shift.kindId)
    return kind ? named(kind) : ''
  }
  const chips = (
    <>
      {shifts.map((shift) => (
        <span key={shift.id} className="shift" data-away={shift.away} data-warned={warned}>
          {nameOf(shift)}
        </span>
      ))}
      {away && <small>{t('cell.away')}</small>}
    </>
  )
  const postId = person.posts[0]?.postId
  if (!onChange || postId === undefined || (away && shifts.length === 0)) return chips
  const press = (kindId: string) => {
    const planned = shifts.find((shift) => shift.kindId === kindId)
    if (planned) onChange({ cancel: [planned.id] })
    else onChange({ plan: [{ id: newId(), kindId, day, personId: person.personId, postId }] })
  }
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectable: true,
        multiple: true,
        selectedKeys: shifts.map((shift) => shift.kindId),
        onClick: ({ key }) => press(key),
        items: kinds
          .filter((kind) => kind.active || shifts.some((s) => s.kindId === kind.id))
          .map((kind) => ({ key: kind.id, label: `${named(kind)} ${spanOf(kind)}` })),
      }}
    >
      <button type="button">
        <span className="unseen">{`${t('cell', { name: person.name, day: time.day(day) })} `}</span>
        {shifts.length === 0 && !away ? <i aria-hidden="true">+</i> : chips}
      </button>
    </Dropdown>
  )
}
