import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import type { Say } from '#platform/web/console/say.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { readHistory, type RevisionView, type Subject } from '../../contract/index.ts'
import { differences, type Difference } from './differences.ts'
import { isLimit, limitWords } from './limit-words.ts'

type T = Say<'catalogueConsole'>

export interface HistoryProps {
  rows: readonly RevisionView[]
  /** Opens the editor with an earlier state in it; saving makes a new revision. */
  onRestore?: ((state: unknown, version: number) => void) | undefined
  sayPath?: (path: string, t: T) => string
}

/** Who changed what, when and why, newest first, field by field; and the way back. */
export function History({ rows, onRestore, sayPath = sayField }: HistoryProps) {
  const { t } = useTranslation('catalogueConsole')
  if (rows.length === 0) return <p className="quiet">{t('history.none')}</p>
  const first = rows.at(-1)
  return (
    <section className="history">
      <h2>{t('history')}</h2>
      <ol>
        {rows.map((row, index) => (
          <Revision
            key={row.version}
            row={row}
            sayPath={sayPath}
            onRestore={index > 0 ? onRestore : undefined}
          />
        ))}
        {first && first.before !== null && onRestore && (
          <li>
            <span>{t('history.first')}</span>
            <span>
              <Button size="small" onClick={() => onRestore(first.before, first.version - 1)}>
                {t('history.restore')}
              </Button>
            </span>
          </li>
        )}
      </ol>
    </section>
  )
}

function Revision(props: {
  row: RevisionView
  sayPath: (path: string, t: T) => string
  onRestore: HistoryProps['onRestore']
}) {
  const { t } = useTranslation('catalogueConsole')
  const time = useTime()
  const { row, onRestore } = props
  const changes = differences(row.before, row.after)
  return (
    <li>
      <span className="history-head">
        <time dateTime={row.at}>{time.at(row.at)}</time>
        <small>{row.by ?? t('somebody')}</small>
        <small>{t('version', { version: row.version })}</small>
      </span>
      <div>
        <p>{row.reason}</p>
        {row.before === null ? (
          <p className="quiet">{t('history.added')}</p>
        ) : (
          <dl className="changes">
            {changes.map((c) => (
              <Change key={c.path} change={c} name={props.sayPath(c.path, t)} />
            ))}
          </dl>
        )}
        {onRestore && (
          <Button size="small" onClick={() => onRestore(row.after, row.version)}>
            {t('history.restore')}
          </Button>
        )}
      </div>
    </li>
  )
}

const sayField = (path: string, t: T): string => t([`field.${path}`, 'field.other'], { name: path })

function Change({ change, name }: { change: Difference; name: string }) {
  const { t } = useTranslation('catalogueConsole')
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <del>{sayValue(change.before, t)}</del>
        <span aria-hidden="true"> → </span>
        <ins>{sayValue(change.after, t)}</ins>
      </dd>
    </div>
  )
}

const isOff = (value: unknown): value is { off: boolean; name?: string } =>
  typeof value === 'object' && value !== null && 'off' in value

/** A stored value as it is read: limits in words, lists joined, nothing as nothing. */
export function sayValue(value: unknown, t: T): string {
  if (value === undefined || value === null || value === '') return t('history.nothing')
  if (typeof value === 'boolean') return t(value ? 'yes' : 'no')
  if (typeof value === 'number') return String(value)
  if (isLimit(value)) return limitWords(value, t)
  if (isOff(value)) return [t(value.off ? 'day.free' : 'day.working'), value.name].join(' ').trim()
  if (Array.isArray(value))
    return value.map((one: unknown) => sayValue(one, t)).join(t('list.line'))
  if (typeof value === 'string')
    return t([`urgency.${value}`, `class.${value}`, `reading.${value}`, 'as.is'], { words: value })
  return Object.values(value).map(String).join('–')
}

/** The history of one thing, asked for when somebody wants to see it. */
export function HistoryOf(props: {
  subject: Subject
  id: string
  onRestore?: HistoryProps['onRestore'] | undefined
  sayPath?: (path: string, t: T) => string
}) {
  const { subject, id } = props
  const history = useQuery({
    queryKey: ['catalogue', 'history', subject, id],
    queryFn: ({ signal }) => call(readHistory, { query: { subject, key: id }, signal }),
  })
  return (
    <Answer of={history} rows={2}>
      {({ rows }) => (
        <History
          rows={rows}
          onRestore={props.onRestore}
          {...(props.sayPath ? { sayPath: props.sayPath } : {})}
        />
      )}
    </Answer>
  )
}
