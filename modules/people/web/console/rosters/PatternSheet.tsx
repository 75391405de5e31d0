import { Button, Drawer, Input, InputNumber, Select } from 'antd'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dateOfDay, dayOfDate } from '#kernel/zone.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { rosterContract } from '../../../contract/index.ts'
import type { LeftOut, RosterView } from '../../../contract/rosters.ts'
import { call } from '../form/saving.ts'
import { useSayTrouble } from '../form/say-trouble.ts'
import { keys, useNamed } from '../queries.ts'

const FREE = ''

/** A cycle of days for each person, repeated from its first day to a last one. */
export function PatternSheet({ roster, onClose }: { roster: RosterView; onClose: () => void }) {
  const { t } = useTranslation('rosters')
  const client = useQueryClient()
  const say = useSayTrouble()
  const [length, setLength] = useState(7)
  const [start, setStart] = useState(() => dateOfDay(dayOfDate(roster.today) + 1))
  const [until, setUntil] = useState(() => dateOfDay(dayOfDate(roster.today) + 14))
  const [steps, setSteps] = useState<Readonly<Record<string, readonly string[]>>>({})
  const people = roster.people.filter((person) => person.posts.length > 0)
  const stepsOf = (personId: string) =>
    Array.from({ length }, (_, index) => steps[personId]?.[index] ?? FREE)
  const lines = people.flatMap((person) => {
    const own = stepsOf(person.personId)
    const [post] = person.posts
    return !post || own.every((step) => step === FREE)
      ? []
      : [
          {
            personId: person.personId,
            postId: post.postId,
            steps: own.map((s) => (s === FREE ? null : s)),
          },
        ]
  })
  const apply = useMutation({
    mutationFn: () =>
      call(rosterContract.applyPattern, {
        body: { stationId: roster.station.id, start, from: start, until, lines },
      }),
    onSettled: () => client.invalidateQueries({ queryKey: keys.rosters }),
  })
  return (
    <Drawer
      open
      size="min(980px, 100vw)"
      title={t('pattern')}
      onClose={onClose}
      closable={{ 'aria-label': t('close') }}
    >
      <form
        aria-label={t('pattern')}
        onSubmit={(event) => (event.preventDefault(), lines.length > 0 && apply.mutate())}
      >
        <p className="quiet">{t('pattern.lead')}</p>
        <div className="filters">
          <label>
            {t('pattern.length')}{' '}
            <InputNumber min={1} max={28} value={length} onChange={(n) => setLength(n ?? 7)} />
          </label>
          <label>
            {t('pattern.start')}{' '}
            <Input type="date" value={start} onChange={(e) => setStart(e.target.value)} />
          </label>
          <label>
            {t('pattern.until')}{' '}
            <Input type="date" value={until} onChange={(e) => setUntil(e.target.value)} />
          </label>
        </div>
        <Lines
          {...{ roster, people, stepsOf }}
          onChange={(id, next) => setSteps({ ...steps, [id]: next })}
        />
        {apply.error && <p role="alert">{say(apply.error)}</p>}
        {apply.data && <Done {...apply.data} />}
        <p className="sheet-verbs">
          <Button
            type="primary"
            htmlType="submit"
            disabled={lines.length === 0}
            loading={apply.isPending}
          >
            {t('pattern.apply')}
          </Button>
          <Button onClick={onClose}>{t('close')}</Button>
        </p>
      </form>
    </Drawer>
  )
}

interface LinesProps {
  roster: RosterView
  people: RosterView['people']
  stepsOf: (personId: string) => string[]
  onChange: (personId: string, steps: string[]) => void
}

const Lines = ({ roster, people, stepsOf, onChange }: LinesProps) => (
  <ul className="pattern-lines">
    {people.map(({ personId, name }) => (
      <li key={personId}>
        <b>{name}</b>
        <Steps
          name={name}
          kinds={roster.kinds}
          steps={stepsOf(personId)}
          onChange={(next) => onChange(personId, next)}
        />
      </li>
    ))}
  </ul>
)

function Done({ planned, leftOut }: { planned: number; leftOut: readonly LeftOut[] }) {
  const { t } = useTranslation('rosters')
  const time = useTime()
  return (
    <p role="status">
      {t('pattern.done', { count: planned })}
      {leftOut.length > 0 && ` · ${t('pattern.leftOut', { count: leftOut.length })}`}
      {leftOut.slice(0, 6).map((one) => (
        <small key={`${one.personId}${one.day}`}>
          {' '}
          {one.personName} {time.day(one.day)} {t(`why.${one.why}`)}
        </small>
      ))}
    </p>
  )
}

interface StepsProps {
  name: string
  kinds: RosterView['kinds']
  steps: readonly string[]
  onChange: (steps: string[]) => void
}

function Steps({ name, kinds, steps, onChange }: StepsProps) {
  const { t } = useTranslation('rosters')
  const named = useNamed()
  const options = [
    { value: FREE, label: t('cell.free') },
    ...kinds.filter((kind) => kind.active).map((kind) => ({ value: kind.id, label: named(kind) })),
  ]
  return (
    <span className="pattern-steps">
      {steps.map((step, index) => (
        <Select
          key={`${name}${String(index)}`}
          aria-label={`${name} ${t('pattern.day', { n: index + 1 })}`}
          value={step}
          options={options}
          onChange={(value: string) => onChange(steps.map((s, at) => (at === index ? value : s)))}
        />
      ))}
    </span>
  )
}
