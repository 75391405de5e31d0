import { useSeenAt, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import { Button, Empty, Failure, failureOf, Skeleton, Strip } from '#platform/web/kit/index.ts'
import type { RouteView } from '../../../contract/index.ts'
import { useFresh } from '../visits/VisitsPage.tsx'
import { patrolWork, usePatrolNote } from './queue.ts'
import { useOwnPatrols, useRounds } from './rounds.ts'
import { beginWalk, useWalk } from './walk.ts'
import { Walking } from './Walking.tsx'
import './patrols.css'

/** A round is chosen and walked; without one, one walks where one likes. */
export function PatrolPage() {
  const { t } = useSpeech()
  return (
    <WorkFrame title={t('walk.title')}>
      {(me) => <Patrol personId={me.person.id} maySettle={me.verbs.includes('cases.settle')} />}
    </WorkFrame>
  )
}

function Patrol({ personId, maySettle }: { personId: string; maySettle: boolean }) {
  const { t, say } = useSpeech()
  useFresh()
  const walk = useWalk(personId)
  const rounds = useRounds()
  const seenAt = useSeenAt('field rounds')
  const route = rounds.data?.routes.find((one) => one.id === walk?.routeId) ?? null
  return (
    <>
      {seenAt !== null && <Strip tone="warn">{t('work.seenAt', { at: say(seenAt) })}</Strip>}
      {walk === undefined ? (
        <Skeleton shape="card" count={2} />
      ) : walk ? (
        <Walking key={walk.id} walk={walk} route={route} maySettle={maySettle} />
      ) : (
        <>
          {rounds.isPending && <Skeleton shape="card" count={2} />}
          {rounds.error && !rounds.data && (
            <Failure kind={failureOf(rounds.error)} onRetry={() => void rounds.refetch()} />
          )}
          {rounds.data && (
            <Choose routes={rounds.data.routes.filter((one) => one.active)} personId={personId} />
          )}
          <Before />
        </>
      )}
    </>
  )
}

function Choose({ routes, personId }: { routes: readonly RouteView[]; personId: string }) {
  const { t } = useSpeech()
  const noting = usePatrolNote()
  const begin = async (route: RouteView | null) => {
    const title = route?.name ?? t('walk.free')
    const walk = await beginWalk({ personId, routeId: route?.id ?? null, title })
    noting.mutate(
      patrolWork(
        { is: 'begin', patrolId: walk.id, routeId: walk.routeId, at: walk.startedAt },
        t('walk.begun', { name: title }),
      ),
    )
  }
  return (
    <section className="step" aria-label={t('walk.choose')}>
      {routes.length === 0 && <Empty title={t('walk.none')}>{t('walk.noneWhy')}</Empty>}
      {routes.map((route) => (
        <Round key={route.id} route={route} onBegin={() => void begin(route)} />
      ))}
      <Button wide look="quiet" onClick={() => void begin(null)}>
        {t('walk.beginFree')}
      </Button>
      <p className="quiet">{t('walk.position')}</p>
    </section>
  )
}

function Round({ route, onBegin }: { route: RouteView; onBegin: () => void }) {
  const { t, say } = useSpeech()
  const looked = route.points.flatMap((p) => p.lookedAt ?? []).toSorted()
  const last = looked.at(-1)
  return (
    <article className="card walk-round">
      <h2>{route.name}</h2>
      <p className="quiet">
        {[
          route.areaName,
          t('walk.points', { count: route.points.length }),
          last === undefined ? t('walk.unseen') : t('walk.seen', { at: say(last) }),
        ].join(' · ')}
      </p>
      <Button wide onClick={onBegin}>
        {t('walk.begin')}
      </Button>
    </article>
  )
}

/** What one walked oneself; shown to nobody else. */
function Before() {
  const { t, say } = useSpeech()
  const { data } = useOwnPatrols()
  const walks = data?.patrols.filter((walk) => walk.startedAt !== null).slice(0, 5) ?? []
  if (walks.length === 0) return null
  return (
    <section className="task-group">
      <h2>{t('walk.before')}</h2>
      <p className="quiet">{t('walk.ownOnly')}</p>
      <ul className="walk-before">
        {walks.map((walk) => (
          <li key={walk.id}>
            {walk.routeName ?? t('walk.free')}
            <small className="quiet">
              {[
                say(walk.startedAt ?? ''),
                t('walk.stops', { count: walk.stops.length }),
                t(`walk.track.${walk.trackKept}`),
              ].join(' · ')}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
