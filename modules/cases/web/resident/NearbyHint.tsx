import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { publicPhotoPath } from '#modules/cases/contract/report.ts'
import { nearbyCases, type NearbyCase } from '#modules/cases/contract/merging.ts'
import { call } from '#platform/web/call.ts'
import { Button } from '#platform/web/kit/index.ts'
import { useGo } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import type { Draft } from './draft.ts'
import { keepReport } from './own-reports.ts'
import { bodyOf } from './unsent/send.ts'
import './nearby.css'

/** Asked when the writing rests, not at every letter. */
const RESTS_AFTER = 700

function useResting<T>(value: T): T {
  const [rested, setRested] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), RESTS_AFTER)
    return () => clearTimeout(timer)
  }, [value])
  return rested
}

/** Somebody may have reported this already: shown gently, and only what the public ledger shows anyway. */
export function NearbyHint({ districtId, draft }: { districtId: string; draft: Draft }) {
  const { t } = useSpeech()
  const rested = useResting(draft)
  const { words, place, address, addressId, doorplate } = bodyOf(rested)
  const entry = { words, place, address, addressId, doorplate }
  // What is said in confidence, or is dangerous, is sent, whoever else has said it; nothing is asked before.
  const wanted = !draft.confidential && draft.danger === null
  const asked = useQuery({
    enabled: wanted,
    queryKey: ['nearby', districtId, entry],
    queryFn: () => call(nearbyCases, { params: { districtId }, body: entry }),
    retry: false,
    staleTime: 60_000,
    placeholderData: (before) => before,
  })
  const rows = asked.data?.rows ?? []
  if (rows.length === 0 || !wanted) return null
  return (
    <section className="nearby" aria-live="polite">
      <h2>{t('nearby.title')}</h2>
      <ul>
        {rows.map((row) => (
          <NearbyRow key={row.shortCode} {...{ districtId, row }} now={asked.data?.now ?? ''} />
        ))}
      </ul>
      <p className="quiet">{t('nearby.orSend')}</p>
    </section>
  )
}

function NearbyRow(props: { districtId: string; row: NearbyCase; now: string }) {
  const { districtId, row, now } = props
  const { t, say, known } = useSpeech()
  const go = useGo()
  const follow = () => {
    const { shortCode, title: words, reportedAt: at } = row
    keepReport({ districtId, shortCode, number: '', ownKey: '', lookKey: null, words, at })
    go(`/${districtId}/follow/${shortCode}`)
  }
  return (
    <li>
      {row.photo !== null && (
        <img src={publicPhotoPath(districtId, row.photo, 'thumb')} alt="" loading="lazy" />
      )}
      <div>
        <strong>{row.title}</strong>
        <p>
          {row.place || row.communityName} · {t('nearby.away', { metres: row.metres })}
        </p>
        <p className="quiet">
          {known(`status.${row.status}`, '')} ·{' '}
          {t('ledger.reported', { at: say(row.reportedAt, now) })}
        </p>
        <Button look="quiet" onClick={follow}>
          {t('nearby.follow')}
        </Button>
      </div>
    </li>
  )
}
