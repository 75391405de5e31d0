import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActTrouble, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Button, Empty, Failure, failureOf, Skeleton, TextArea } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { LogView } from '../../../contract/index.ts'
import { clockIn, LogEnd } from '../../log/LogEnd.tsx'
import { LogLines } from '../../log/LogLines.tsx'
import { dayBeside, todayIn, useLog, useLogChange } from '../../log/queries.ts'

/** One's own log of a day: read it, say what it does not know, sign it. */
export function LogPage() {
  const { t } = useTranslation('log')
  return (
    <WorkFrame title={t('log.title')}>{(me) => <Days timeZone={me.district.timeZone} />}</WorkFrame>
  )
}

function Days({ timeZone }: { timeZone: string }) {
  const { t } = useTranslation('log')
  const { date } = useSpeech(timeZone)
  const today = todayIn(timeZone)
  const [day, setDay] = useState(today)
  const log = useLog('me', day)
  return (
    <>
      <nav className="log-days" aria-label={t('log.title')}>
        <Button look="quiet" onClick={() => setDay(dayBeside(day, -1))}>
          {t('log.before')}
        </Button>
        <strong>{date(day)}</strong>
        <Button look="quiet" disabled={day >= today} onClick={() => setDay(dayBeside(day, 1))}>
          {t('log.after')}
        </Button>
      </nav>
      {log.isPending && <Skeleton shape="row" count={4} />}
      {log.error && !log.data && (
        <Failure kind={failureOf(log.error)} onRetry={() => void log.refetch()} />
      )}
      {log.data && (
        <Day
          key={`${day} ${log.data.version} ${log.data.additions.length}`}
          log={log.data}
          timeZone={timeZone}
        />
      )}
    </>
  )
}

const doorOf = ({ kind, id }: LogView['lines'][number]['of']): string | undefined =>
  kind === 'door' ? `/work/visits/${id}` : undefined

function Day({ log, timeZone }: { log: LogView; timeZone: string }) {
  const { t } = useTranslation('log')
  const { say, language } = useSpeech(timeZone)
  return (
    <div className="step">
      {log.lines.length === 0 ? (
        <Empty title={t('log.nothing')} />
      ) : (
        <>
          <p className="quiet">{t('log.drafted')}</p>
          <LogLines lines={log.lines} clock={clockIn(language, timeZone)} to={doorOf} />
        </>
      )}
      {log.allowed.includes('write') ? (
        <Signing log={log} />
      ) : (
        log.words !== '' && <p>{log.words}</p>
      )}
      <LogEnd log={log} say={(at) => say(at)} />
      {log.allowed.includes('add') && <Adding day={log.day} />}
    </div>
  )
}

function Signing({ log }: { log: LogView }) {
  const { t } = useTranslation('log')
  const change = useLogChange('me', log.day)
  const [words, setWords] = useState(log.words)
  const base = { words: words.trim(), baseVersion: log.version }
  return (
    <>
      <TextArea
        label={t('log.words')}
        hint={t('log.words.hint')}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {change.error && <ActTrouble error={change.error} />}
      <p className="quiet">{t('log.sign.then')}</p>
      <div className="pair">
        <Button busy={change.isPending} onClick={() => change.mutate({ to: 'sign', ...base })}>
          {t('log.sign')}
        </Button>
        <Button
          look="quiet"
          disabled={words.trim() === log.words}
          onClick={() => change.mutate({ to: 'write', ...base })}
        >
          {t('log.save')}
        </Button>
      </div>
    </>
  )
}

function Adding({ day }: { day: string }) {
  const { t } = useTranslation('log')
  const change = useLogChange('me', day)
  const [more, setMore] = useState('')
  return (
    <>
      <TextArea
        label={t('log.add')}
        maxLength={2000}
        value={more}
        onChange={(event) => setMore(event.target.value)}
      />
      {change.error && <ActTrouble error={change.error} />}
      <Button
        look="quiet"
        busy={change.isPending}
        disabled={more.trim() === ''}
        onClick={() => change.mutate({ to: 'add', id: newId(), words: more.trim() })}
      >
        {t('log.add')}
      </Button>
    </>
  )
}
