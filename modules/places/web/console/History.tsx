import { useTranslation } from 'react-i18next'
import type { Input, Output, Say } from '#platform/web/console/say.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import type { listRevisions } from '../../contract/index.ts'
import { useRevisions } from './queries.ts'

type Revision = Output<typeof listRevisions.reply>['revisions'][number]

/** Who changed what and when, with the values before and after. */
export function History({ query }: { query: Input<typeof listRevisions.query> }) {
  const { t } = useTranslation('placesConsole')
  const time = useTime()
  const revisions = useRevisions(query)
  return (
    <Answer of={revisions} rows={6}>
      {(list) =>
        list.length === 0 ? (
          <Empty title={t('history.none')} words={t('history.noneWords')} />
        ) : (
          <ol className="places-history">
            {list.map((r) => (
              <li key={r.id}>
                <span>
                  <b>{t([`act.${r.act}`, 'history.other'])}</b> {nameIn(r)}
                  {changesOf(r, t).map((line) => (
                    <small key={line}>{line}</small>
                  ))}
                </span>
                <span className="places-when">
                  {r.personName ?? t('history.program')}
                  <time dateTime={r.at}>{time.at(r.at)}</time>
                </span>
              </li>
            ))}
          </ol>
        )
      }
    </Answer>
  )
}

function nameIn({ before, after, subjectId }: Revision): string {
  const name = (after ?? before)?.['name'] ?? (after ?? before)?.['fullText']
  return typeof name === 'string' ? name : subjectId.length <= 15 ? subjectId : ''
}

const shown = [
  'name',
  'fullText',
  'kind',
  'communityCode',
  'gridCode',
  'active',
  'schematic',
] as const
const counted = ['added', 'changed', 'same', 'features'] as const

/** Only what differs; an outline is named, not spelled out. */
function changesOf({ before, after }: Revision, t: Say<'placesConsole'>): string[] {
  if (!after) return []
  if (!before)
    return counted.flatMap((name) =>
      typeof after[name] === 'number' ? [t(`history.${name}`, { count: after[name] })] : [],
    )
  const say = (value: unknown) =>
    typeof value === 'boolean'
      ? t(value ? 'yes' : 'no')
      : typeof value === 'string'
        ? value
        : t('history.nothing')
  const lines = shown.flatMap((name) =>
    before[name] === after[name]
      ? []
      : [
          t('history.change', {
            what: t(`history.field.${name}`),
            before: say(before[name]),
            after: say(after[name]),
          }),
        ],
  )
  const redrawn = JSON.stringify(before['boundary']) !== JSON.stringify(after['boundary'])
  const moved = before['lon'] !== after['lon'] || before['lat'] !== after['lat']
  return [
    ...lines,
    ...(redrawn ? [t('history.redrawn')] : []),
    ...(!redrawn && moved ? [t('history.moved')] : []),
  ]
}
