import { Button, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOfDate, weekdayOf } from '#kernel/zone.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { Field, Trouble } from '#platform/web/console/Dialog.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import type { LogView } from '../../../contract/index.ts'
import { clockIn, LogEnd } from '../../log/LogEnd.tsx'
import { LogLines } from '../../log/LogLines.tsx'
import { dayBeside, todayIn, useLog, useLogChange, useLogs } from '../../log/queries.ts'

/** Monday of the week, or the first of the month, to the day. */
const beginOf = (span: string, day: string) =>
  span === 'month' ? `${day.slice(0, 8)}01` : dayBeside(day, -((weekdayOf(dayOfDate(day)) + 6) % 7))

/** Work logs: one's own and those of the own stations, by week or month, read, signed and printed. */
export function LogsPage() {
  const { t, i18n } = useTranslation('log')
  const { timeZone, date } = useTime()
  const [address, setAddress] = useAddress()
  const keeper = address['of'] ?? 'me'
  const span = address['span'] === 'month' ? 'month' : 'week'
  const today = todayIn(timeZone)
  const until = address['until'] ?? today
  const from = beginOf(span, until)
  const day = address['day'] ?? until
  const logs = useLogs(keeper, { from, until })
  const paper = (format: string) =>
    `/api/fieldwork/logs/${keeper}/paper?${new URLSearchParams({ from, until, format, language: i18n.language === 'en' ? 'en' : 'zh-CN' })}`
  return (
    <div className="page">
      <header className="page-head log-head">
        <h1>{t('log.title')}</h1>
        <Segmented
          aria-label={t('log.title')}
          value={span}
          onChange={(next) => setAddress({ span: next === 'week' ? undefined : next })}
          options={[
            { value: 'week', label: t('log.week') },
            { value: 'month', label: t('log.month') },
          ]}
        />
        {(logs.data?.stations.length ?? 0) > 0 && (
          <Select
            aria-label={t('log.choose')}
            value={keeper}
            onChange={(of) => setAddress({ of: of === 'me' ? undefined : of, day: undefined })}
            options={[
              { value: 'me', label: t('log.mine') },
              ...(logs.data?.stations ?? []).map(({ id, name }) => ({ value: id, label: name })),
            ]}
            style={{ minWidth: 160 }}
          />
        )}
        <Button href={paper('pdf')}>{t('log.pdf')}</Button>
        <Button href={paper('docx')}>{t('log.docx')}</Button>
      </header>
      <Answer of={logs}>
        {({ days }) => (
          <div className="log-frame">
            <ul className="log-list">
              {days.toReversed().map((one) => (
                <li key={one.day}>
                  <button
                    type="button"
                    aria-current={one.day === day ? 'date' : undefined}
                    onClick={() => setAddress({ day: one.day })}
                  >
                    <span>{date(one.day)}</span>
                    <small>
                      {one.lines > 0 ? t('log.lines', { count: one.lines }) : t('log.empty')}
                      {one.signed ? ' ✓' : ''}
                    </small>
                  </button>
                </li>
              ))}
            </ul>
            <Day keeper={keeper} day={day} />
          </div>
        )}
      </Answer>
    </div>
  )
}

function Day({ keeper, day }: { keeper: string; day: string }) {
  const log = useLog(keeper, day)
  return (
    <Answer of={log}>
      {(shown) => (
        <Shown
          key={`${day} ${shown.version} ${shown.additions.length}`}
          keeper={keeper}
          log={shown}
        />
      )}
    </Answer>
  )
}

function Shown({ keeper, log }: { keeper: string; log: LogView }) {
  const { t } = useTranslation('log')
  const time = useTime()
  return (
    <article>
      <h2>{t('log.dayOf', { day: time.date(log.day) })}</h2>
      <p className="quiet">{t(log.lines.length === 0 ? 'log.nothing' : 'log.drafted')}</p>
      <LogLines
        lines={log.lines}
        clock={clockIn(time.language, time.timeZone)}
        to={consoleAddress}
      />
      {log.allowed.includes('write') ? (
        <Signing keeper={keeper} log={log} />
      ) : (
        log.words !== '' && <p>{log.words}</p>
      )}
      <LogEnd log={log} say={time.at} />
      {log.allowed.includes('add') && <Adding keeper={keeper} day={log.day} />}
    </article>
  )
}

function Signing({ keeper, log }: { keeper: string; log: LogView }) {
  const { t } = useTranslation('log')
  const change = useLogChange(keeper, log.day)
  const [words, setWords] = useState(log.words)
  const base = { words: words.trim(), baseVersion: log.version }
  return (
    <>
      <Field id="log-words" label={t('log.words')} hint={t('log.words.hint')}>
        <Input.TextArea
          id="log-words"
          rows={3}
          maxLength={4000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      <Trouble error={change.error} />
      <p className="quiet">{t('log.sign.then')}</p>
      <div className="log-verbs">
        <Button
          type="primary"
          loading={change.isPending}
          onClick={() => change.mutate({ to: 'sign', ...base })}
        >
          {t('log.sign')}
        </Button>
        <Button
          disabled={words.trim() === log.words}
          onClick={() => change.mutate({ to: 'write', ...base })}
        >
          {t('log.save')}
        </Button>
      </div>
    </>
  )
}

function Adding({ keeper, day }: { keeper: string; day: string }) {
  const { t } = useTranslation('log')
  const change = useLogChange(keeper, day)
  const [more, setMore] = useState('')
  return (
    <>
      <Field id="log-more" label={t('log.add')}>
        <Input.TextArea
          id="log-more"
          rows={2}
          maxLength={2000}
          value={more}
          onChange={(event) => setMore(event.target.value)}
        />
      </Field>
      <Trouble error={change.error} />
      <div className="log-verbs">
        <Button
          disabled={more.trim() === ''}
          loading={change.isPending}
          onClick={() => change.mutate({ to: 'add', id: newId(), words: more.trim() })}
        >
          {t('log.add')}
        </Button>
      </div>
    </>
  )
}

const consoleAddress = ({ kind, id }: LogView['lines'][number]['of']): string | undefined =>
  kind === 'case'
    ? `/console/cases/${id}`
    : kind === 'door'
      ? `/console/subjects/${id}`
      : kind === 'file'
        ? `/console/enforcement/${id}`
        : kind === 'inspection'
          ? `/console/inspections/${id}`
          : undefined
