import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import {
  claimEntry,
  passEntry,
  withdrawEntry,
  type PoolEntryView,
} from '../../../contract/pools.ts'
import { sayRefusal, useSend } from '../beside/Small.tsx'
import { Urgent } from '../parts.tsx'

const endpoints = { claim: claimEntry, pass: passEntry, withdraw: withdrawEntry }
const tones: Record<string, string | undefined> = {
  passed: 'late',
  lapsed: 'late',
  claimed: 'good',
}

/** A case that waits in a pool: what it is, until when, who was asked, and the verbs of this caller. */
export function EntryCard({ entry, ofCase }: { entry: PoolEntryView; ofCase: boolean }) {
  const { t } = useTranslation('pools')
  const time = useTime()
  const send = useSend()
  return (
    <article className="beside-card">
      <header>
        <h3>
          {ofCase ? entry.poolName : <Title entry={entry} />}{' '}
          {!ofCase && <small>{entry.poolName}</small>}
        </h3>
        <p className="beside-time" data-tone="wait">
          {t('until', { at: time.at(entry.until) })}
        </p>
      </header>
      {!ofCase && (
        <p>
          <Urgent urgency={entry.urgency} /> {entry.matterName} · {entry.address}{' '}
          <span className="code">{entry.shortCode}</span>
        </p>
      )}
      <ul className="beside-lines">
        {entry.offers.map((offer) => (
          <li key={offer.unitName}>
            <span>{offer.unitName}</span>
            <span className="beside-state" data-tone={tones[offer.answer ?? '']}>
              {t(`answer.${offer.answer ?? 'waiting'}`)}
            </span>
          </li>
        ))}
      </ul>
      {send.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, send.error)}
        </p>
      )}
      <p className="act-verbs">
        {entry.allowed.map((verb) => (
          <Button
            key={verb}
            type={verb === 'claim' ? 'primary' : 'default'}
            loading={send.isPending}
            onClick={() =>
              send.mutate(() => call(endpoints[verb], { params: { entryId: entry.id } }))
            }
          >
            {t(verb)}
          </Button>
        ))}
      </p>
    </article>
  )
}

function Title({ entry }: { entry: PoolEntryView }) {
  if (entry.caseLink === null) return entry.title || entry.shortCode
  return (
    <Link to="/console/cases/$caseId" params={{ caseId: entry.caseLink }}>
      {entry.title || entry.shortCode}
    </Link>
  )
}
