import { useTranslation } from 'react-i18next'
import { groupBy } from '#kernel/group.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import type { FileView } from '../../../contract/index.ts'

const rungs = ['words', 'promised', 'ordered', 'served', 'reinspected', 'handed_over'] as const
type Rung = (typeof rungs)[number]

/** On which rung a file stands; past the last it has ended. */
const standsOn: Record<FileView['state'], number> = {
  words: 0,
  promised: 1,
  ordered: 2,
  served: 3,
  unmended: 4,
  handed_over: 5,
  mended: 6,
  decided: 6,
  void: 6,
}

/** The ladder as rungs: what was done on each, where the file stands, what is due. */
export function Rungs({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  const facts = useFacts(file)
  return (
    <ol className="rungs" aria-label={t('ladder')}>
      {rungs.map((rung, index) => {
        const done = facts[rung] !== ''
        const now = standsOn[file.state] === index
        return (
          <li key={rung} data-done={done} data-now={now} aria-current={now ? 'step' : undefined}>
            <b>{t(`rung.${rung}`)}</b>
            <span>{facts[rung] || t('rung.none')}</span>
          </li>
        )
      })}
    </ol>
  )
}

function useFacts(file: FileView): Record<Rung, string> {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const day = useDay()
  const order = file.papers.findLast((p) => p.kind === 'order' && p.state === 'valid')
  const seen = file.story.findLast((s) => s.type === 'reinspected')
  const handed = file.handovers.at(-1)
  const by = file.byDissuader
    .map((d) => t(`dissuader.${d.kind}`, { count: d.count }))
    .join(t('list.and'))
  return {
    words: file.dissuasions > 0 ? t('fact.words', { count: file.dissuasions, by }) : '',
    promised: [...groupBy(file.promises, (p) => `${p.state} ${p.byDay} ${p.what}`).values()]
      .flatMap(([p, ...equal]) =>
        p
          ? t('fact.promised', {
              state: t(`promise.${p.state}`),
              what: p.what ?? t('fact.held'),
              day: day(p.byDay),
              many: equal.length > 0 ? t('fact.promisers', { count: equal.length + 1 }) : '',
            })
          : [],
      )
      .join(t('list.then')),
    ordered: order ? t('fact.ordered', { number: order.number, day: day(order.untilDay) }) : '',
    served: order?.served
      ? t('fact.served', {
          mode: t(`mode.${order.served.mode}`),
          day: day(order.served.servedOn),
          until: day(order.served.untilDay),
        })
      : '',
    reinspected: seen
      ? t(`finding.${seen.details['finding'] === 'mended' ? 'mended' : 'not_mended'}`, {
          at: time.at(seen.at),
        })
      : '',
    handed_over: handed
      ? t('fact.handed', {
          to: handed.to,
          state: t(`theirs.${handed.state}`),
          number: handed.theirNumber,
        })
      : '',
  }
}

/** A day of the district as people say it; at noon it is the same day everywhere in China. */
export function useDay() {
  const time = useTime()
  return (day: string | null) => (day === null ? '' : time.day(`${day}T04:00:00.000Z`))
}

/** What is due and by when, with the word for late; colour only says it again. */
export function DueLine({ file }: { file: Pick<FileView, 'dueAt' | 'dueKind' | 'state'> }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  if (file.dueAt === null || file.dueKind === null)
    return <span className="due">{t(`state.${file.state}`)}</span>
  const late = Date.parse(file.dueAt) < time.now
  return (
    <span
      className="due"
      data-late={late}
      data-soon={Date.parse(file.dueAt) - time.now < 86_400_000}
    >
      {t(`due.${file.dueKind}`, { at: time.at(new Date(Date.parse(file.dueAt) - 1)) })}
      {' · '}
      {time.left(file.dueAt)}
    </span>
  )
}
