import { AutoComplete, Checkbox, Select } from 'antd'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { MomentPicker } from '#platform/web/console/DayPicker.tsx'
import type { Input as Given } from '#platform/web/console/say.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import {
  itemClasses,
  previewDeadline,
  stages,
  urgencies,
  type DeadlinePreview,
} from '../../../contract/index.ts'
import { limitWords } from '../limit-words.ts'
import { useFoundMatters } from '../queries.ts'
import { LimitField, type LimitValue } from './LimitField.tsx'
import { instantOf, wallOf } from './wall-time.ts'

type Question = Given<typeof previewDeadline.body>

/** Reported then, due when, and why: asked of the server, which counts as it counts for real cases. */
export function Calculator() {
  const { t } = useTranslation('catalogueConsole')
  const { now, timeZone } = useTime()
  const [wall, setWall] = useState(() => wallOf(now, timeZone))
  const [asked, setAsked] = useState<Omit<Question, 'at' | 'limit'>>({
    stage: 'handle',
    urgency: 'routine',
    class: 'service',
  })
  const [tried, setTried] = useState<LimitValue | null>(null)
  const ok = !Number.isNaN(Date.parse(`${wall}:00Z`))
  const question: Question = {
    ...asked,
    at: ok ? instantOf(wall, timeZone).toISOString() : '',
    ...(tried ? { limit: tried } : {}),
  }
  const answer = useQuery({
    queryKey: ['catalogue', 'deadline', question],
    queryFn: ({ signal }) => call(previewDeadline, { body: question, signal }),
    enabled: ok,
    placeholderData: keepPreviousData,
    retry: false,
  })
  return (
    <section className="calculator" aria-label={t('calculator.title')}>
      <h2>{t('calculator.title')}</h2>
      <div className="calculator-ask">
        <Ask asked={asked} setAsked={setAsked} wall={wall} setWall={setWall} />
        <Checkbox
          checked={tried !== null}
          onChange={(e) => setTried(e.target.checked ? { value: 2, unit: 'WORK_DAY' } : null)}
        >
          {t('calculator.try')}
        </Checkbox>
        {tried && <LimitField id="tried" value={tried} onChange={setTried} />}
      </div>
      <div aria-live="polite">
        {answer.error ? (
          <p className="edit-trouble">{t('calculator.failed')}</p>
        ) : (
          answer.data && <Told at={question.at} told={answer.data} />
        )}
      </div>
    </section>
  )
}

function Ask(props: {
  asked: Omit<Question, 'at' | 'limit'>
  setAsked: (asked: Omit<Question, 'at' | 'limit'>) => void
  wall: string
  setWall: (wall: string) => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const { asked, setAsked, wall, setWall } = props
  const id = useId()
  const [text, setText] = useState('')
  const found = useFoundMatters(useDeferredValue(text))
  const set = (change: Partial<Question>) => setAsked({ ...asked, ...change })
  const choose = (key: string | undefined) => {
    const m = found.data?.rows.find((row) => `${row.kind}/${row.code}` === key)
    if (!m) return
    setText(`${m.code} ${m.name}`)
    const { class: _, ...rest } = asked
    setAsked({ ...rest, matter: { kind: m.kind, code: m.code }, urgency: m.urgency })
  }
  return (
    <>
      <label htmlFor={`${id}t`}>{t('calculator.at')}</label>
      <MomentPicker id={`${id}t`} value={wall} onChange={setWall} />
      <label htmlFor={`${id}m`}>{t('calculator.matter')}</label>
      <AutoComplete
        id={`${id}m`}
        allowClear
        value={text}
        placeholder={t('calculator.anyMatter')}
        onChange={(value: string | undefined) => {
          setText(value ?? '')
          if (value) return
          const { matter: _, ...rest } = asked
          setAsked({ ...rest, class: 'service' })
        }}
        onSelect={choose}
        options={(found.data?.rows ?? []).map((m) => ({
          value: `${m.kind}/${m.code}`,
          label: `${m.code} ${m.name}`,
        }))}
      />
      <label htmlFor={`${id}s`}>{t('policy.stage')}</label>
      <Select
        id={`${id}s`}
        value={asked.stage}
        onChange={(stage: Question['stage']) => set({ stage })}
        options={stages.map((s) => ({ value: s, label: t(`stage.${s}`) }))}
      />
      {!asked.matter && asked.stage === 'handle' && (
        <>
          <label htmlFor={`${id}c`}>{t('matter.class')}</label>
          <Select
            id={`${id}c`}
            value={asked.class ?? 'service'}
            onChange={(c: NonNullable<Question['class']>) => set({ class: c })}
            options={itemClasses.map((c) => ({ value: c, label: t(`class.${c}`) }))}
          />
        </>
      )}
      <span>{t('matter.urgency')}</span>
      <Choices
        look="button"
        label={t('matter.urgency')}
        value={asked.urgency}
        values={urgencies}
        say={(u) => t(`urgency.${u}`)}
        onChange={(urgency) => set({ urgency })}
      />
    </>
  )
}

const hours = (ms: number) => Math.round((ms / 3_600_000) * 10) / 10

function Told({ at, told }: { at: string; told: DeadlinePreview }) {
  const { t } = useTranslation('catalogueConsole')
  const time = useTime()
  const { limit, measure, otherReading } = told
  return (
    <div className="told">
      <p className="told-due">
        {t('calculator.due', { from: time.at(at), due: time.at(told.dueAt) })}
        {told.estimated && <b className="mark">{t('day.guess')}</b>}
      </p>
      <p>
        {t(`calculator.from.${told.from}`, { limit: limitWords(limit, t) })}{' '}
        {t(`unitHint.${limit.unit}`)}
        {limit.unit === 'WORK_DAY' &&
          ` ${t(`reading.${limit.reading ?? 'ROLLING'}.short`, { hours: hours(told.dailyDuty) })}`}
      </p>
      {told.estimated && <p>{t('calculator.estimated')}</p>}
      <ol className="told-days" data-measure={measure}>
        {told.days.map((d) => (
          <li key={d.day} data-counts={d.counted > 0} data-off={!d.working}>
            <time dateTime={d.day}>{time.day(instantOf(`${d.day}T12:00`, time.timeZone))}</time>
            <small>
              {d.counted > 0
                ? t('calculator.counted', { hours: hours(d.counted) })
                : d.name || t('calculator.off')}
            </small>
          </li>
        ))}
        {told.unlisted > 0 && <li>{t('calculator.more', { count: told.unlisted })}</li>}
      </ol>
      {otherReading && (
        <p className="quiet">
          {t('calculator.other', {
            reading: t(`reading.${otherReading.reading}`),
            due: time.at(otherReading.dueAt),
          })}
        </p>
      )}
      <p className="quiet">
        {t('calculator.by', { policy: told.policyVersion, calendar: told.calendarVersion })}
      </p>
    </div>
  )
}
