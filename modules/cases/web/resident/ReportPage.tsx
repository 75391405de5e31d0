import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { Skeleton } from '#platform/web/kit/index.ts'
import { DistrictFrame } from '../phone/DistrictFrame.tsx'
import { onArrived } from '../phone/outbox/box.ts'
import type { Sent } from '../phone/outbox/round.ts'
import type { Work } from '../phone/outbox/work.ts'
import { useGo, useParam, useSearchText, useTitle } from '../phone/route-parts.ts'
import { useSpeech } from '../phone/speech.ts'
import { draftOf, newDraft, saysNothing } from './draft.ts'
import { ReceiptPage } from './ReceiptPage.tsx'
import { SendingPage } from './SendingPage.tsx'
import { openReports, reportsBox, takeBack, useReports } from './unsent/reports.ts'
import { Writing } from './Writing.tsx'

/** Three screens, and then the number. What is written stays sealed on the phone until the server has it. */
export function ReportPage() {
  const districtId = useParam('districtId')
  const { t } = useSpeech()
  const go = useGo()
  useTitle(t('home.report'))
  const store = draftOf(districtId)
  const kept = store.use()
  const sent = useSearchText('sent')
  const work = useReports().works.find((w) => w.id === sent)
  const [fresh, setFresh] = useState(newDraft)
  // A quick answer may come before the address says what was sent.
  const pressed = useRef<string | null>(null)
  useReceipt(districtId, (one) => one.id === sent || one.lane === pressed.current)
  if (kept === null)
    return (
      <DistrictFrame districtId={districtId} title={t('home.report')}>
        <Skeleton shape="card" />
      </DistrictFrame>
    )
  const draft = kept.draft ?? fresh
  if (draft.receipt)
    return <ReceiptPage districtId={districtId} receipt={draft.receipt} danger={draft.danger} />
  const mend = async (refused: Work) => {
    const half = store.get()
    // What is half written must not give way to it.
    const report = half && !saysNothing(half) ? null : await takeBack(refused)
    if (report) store.set({ ...newDraft(), ...report })
    go(`/${districtId}/report`, true)
  }
  if (work)
    return <SendingPage districtId={districtId} work={work} onMend={() => void mend(work)} />
  return (
    <Writing
      key={draft.clientId}
      districtId={districtId}
      draft={draft}
      onPress={() => {
        pressed.current = draft.clientId
      }}
      onSent={() => setFresh(newDraft())}
      change={(to) => store.set({ ...(store.get() ?? fresh), ...to })}
    />
  )
}

/** The report that this page has sent gives place to its receipt once it arrives. */
function useReceipt(districtId: string, isOurs: (work: Work) => boolean) {
  const show = useEffectEvent((arrived: Sent, work: Work) => {
    if (!isOurs(work) || !arrived.receipt || work.step.kind !== 'report') return
    const { danger } = work.step.report
    draftOf(districtId).set({ ...newDraft(), danger, receipt: arrived.receipt })
  })
  useEffect(() => {
    void openReports()
    return onArrived(reportsBox, show)
  }, [])
}
