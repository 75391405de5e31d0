import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import type { CaseRow } from '../../../contract/index.ts'
import type { MergingView } from '../../../contract/merging.ts'
import { Thumb } from '../parts.tsx'
import { shortPlace } from '../shown.ts'
import { ApartForm } from './ApartForm.tsx'
import { useMerging, useTakeApart } from './queries.ts'
import './merging.css'

/** On the page of a case: what it follows, what follows it, and what did once. */
export function MergingPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('merging')
  const { data } = useMerging(caseId)
  if (!data || (!data.master && data.followers.length + data.beyond + data.past.length === 0))
    return null
  const count = data.followers.length + data.beyond
  return (
    <section className="merging" aria-label={t('part')}>
      <h2>{t('part')}</h2>
      {data.master && <Master master={data.master} />}
      {count > 0 && <h3>{t('part.followers', { count })}</h3>}
      {data.followers.length > 0 && (
        <ul>
          {data.followers.map((follower) => (
            <Follower key={follower.case.id} follower={follower} />
          ))}
        </ul>
      )}
      {data.beyond > 0 && <p className="quiet">{t('part.beyond', { count: data.beyond })}</p>}
      <Past past={data.past} />
    </section>
  )
}

function By({ merge }: { merge: { by: string | null; mergedAt: string; words: string } }) {
  const { t } = useTranslation('merging')
  const time = useTime()
  const at = time.at(merge.mergedAt)
  return (
    <small>
      {merge.by === null ? t('part.bySystem', { at }) : t('part.by', { who: merge.by, at })}
      {merge.words !== '' && ` · ${merge.words}`}
    </small>
  )
}

function CaseLine({ kase }: { kase: CaseRow }) {
  const { t } = useTranslation('console')
  const time = useTime()
  return (
    <Link className="likely-line" to="/console/cases/$caseId" params={{ caseId: kase.id }}>
      <Thumb row={kase} />
      <span>
        <b>{kase.title || t('case.untitled')}</b>
        <small>
          <span className="code">{kase.shortCode}</span> · {t(`status.${kase.status}`)} ·{' '}
          {time.at(kase.reportedAt)} · {shortPlace(kase)}
        </small>
      </span>
    </Link>
  )
}

function Master({ master }: { master: NonNullable<MergingView['master']> }) {
  const { t } = useTranslation('merging')
  return (
    <div className="merging-master">
      <h3>{t('part.follows')}</h3>
      {master.case ? (
        <CaseLine kase={master.case} />
      ) : (
        <p>{t('part.hidden', { code: master.shortCode })}</p>
      )}
      <By merge={master} />
    </div>
  )
}

function Follower({ follower }: { follower: MergingView['followers'][number] }) {
  const { t } = useTranslation(['merging', 'console'])
  const [asking, setAsking] = useState(false)
  const apart = useTakeApart(follower.case)
  const { judged } = follower
  return (
    <li>
      <CaseLine kase={follower.case} />
      <By merge={follower} />
      {judged && (
        <small>
          {t(judged.solved === true ? 'part.solved' : 'part.unsolved', {
            satisfied: judged.satisfied === null ? '' : t(`console:satisfied.${judged.satisfied}`),
          })}
        </small>
      )}
      {follower.mayTakeApart && !asking && (
        <Button size="small" className="no-print" onClick={() => setAsking(true)}>
          {t('apart')}
        </Button>
      )}
      {asking && (
        <ApartForm
          busy={apart.isPending}
          refused={
            apart.error &&
            t([`error.${codeOf(apart.error)}`, 'error.other'], { code: codeOf(apart.error) })
          }
          onSend={(words) => apart.mutate(words, { onSuccess: () => setAsking(false) })}
          onLeave={() => setAsking(false)}
        />
      )}
    </li>
  )
}

const codeOf = (error: unknown): string => (error instanceof CallError ? error.code : '')

function Past({ past }: { past: MergingView['past'] }) {
  const { t } = useTranslation('merging')
  const time = useTime()
  if (past.length === 0) return null
  return (
    <details>
      <summary>{t('part.past')}</summary>
      <ul>
        {past.map((merge) => (
          <li key={`${merge.shortCode}${merge.endedAt}`}>
            {t(`past.${merge.asMaster ? 'follower' : 'master'}.${merge.how}`, {
              code: merge.shortCode,
              at: time.at(merge.endedAt),
            })}
            {merge.endedWords !== '' && <q>{merge.endedWords}</q>}
          </li>
        ))}
      </ul>
    </details>
  )
}
