import { useSeenAt, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Empty, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import type { DueRound } from '../../../contract/index.ts'
import { useFresh } from '../visits/VisitsPage.tsx'
import { roundsByBuilding, useDueRounds } from './due.ts'
import { useQueuedRounds } from './queue.ts'
import '../visits/visits.css'

/** What is to be checked today, building by building. */
export function ChecksPage() {
  const { t } = useSpeech()
  return <WorkFrame title={t('check.title')}>{() => <Checks />}</WorkFrame>
}

function Checks() {
  const { t, say } = useSpeech()
  useFresh()
  const due = useDueRounds()
  const queued = useQueuedRounds()
  const seenAt = useSeenAt('field checks')
  const rounds = due.data?.rounds.filter(({ id }) => !queued.has(id)) ?? []
  return (
    <>
      {seenAt !== null && <Strip tone="warn">{t('work.seenAt', { at: say(seenAt) })}</Strip>}
      {due.isPending && <Skeleton shape="card" count={3} />}
      {due.error && !due.data && (
        <Failure kind={failureOf(due.error)} onRetry={() => void due.refetch()} />
      )}
      {due.data && rounds.length === 0 && (
        <Empty title={t('check.none')}>{t('check.noneWhy')}</Empty>
      )}
      {roundsByBuilding(rounds).map(({ building, rounds: here }) => (
        <section key={building} className="task-group">
          {/* One place by itself says its own name. */}
          <h2
            className={here.every((round) => round.place.name === building) ? 'unseen' : undefined}
          >
            {building || t('today.anywhere')} <span>{here.length}</span>
          </h2>
          <ul className="doors">
            {here.map((round) => (
              <Row key={round.id} round={round} today={due.data?.today ?? ''} />
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

function Row({ round, today }: { round: DueRound; today: string }) {
  const { t, date } = useSpeech()
  const { place, listName, endsOn } = round
  return (
    <li>
      <a href={`/work/checks/${round.id}`}>
        <span>
          {place.name}
          <small className="quiet">
            {[listName, t('check.items', { count: round.items.length })].join(' · ')}
          </small>
        </span>
        <small>
          {endsOn === today ? t('check.today') : t('check.until', { day: date(endsOn) })}
        </small>
      </a>
    </li>
  )
}
