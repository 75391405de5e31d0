import { useEffect, useEffectEvent } from 'react'
import { Strip, useToast } from '#platform/web/kit/index.ts'
import { useDistrict } from '../../phone/DistrictFrame.tsx'
import { onArrived } from '../../phone/outbox/box.ts'
import { OutboxStrip } from '../../phone/outbox/OutboxStrip.tsx'
import type { Sent } from '../../phone/outbox/round.ts'
import type { Work } from '../../phone/outbox/work.ts'
import { useGo } from '../../phone/route-parts.ts'
import { useSpeech } from '../../phone/speech.ts'
import { draftOf, newDraft, saysNothing } from '../draft.ts'
import { openReports, reportsBox, takeBack } from './reports.ts'

/** What this phone has not sent: reports that wait, each with what can be done, and one half written. */
export function UnsentReports({ districtId, writing }: { districtId: string; writing: boolean }) {
  const { t } = useSpeech()
  const { data: district } = useDistrict(districtId)
  const go = useGo()
  const say = useToast()
  const kept = draftOf(districtId).use()
  const draft = kept?.draft ?? null
  const half = draft !== null && draft.receipt === null && !saysNothing(draft)
  const arrived = useEffectEvent(({ shortCode }: Sent, work: Work) =>
    say({ text: t(`queue.done.${work.step.kind}`, { code: shortCode ?? '' }) }),
  )
  useEffect(() => {
    void openReports()
    return writing ? undefined : onArrived(reportsBox, arrived)
  }, [writing])
  const mend = async (work: Work) => {
    const report = await takeBack(work)
    if (report) draftOf(work.districtId).set({ ...newDraft(), ...report })
    go(`/${work.districtId}/report`)
  }
  return (
    <>
      <OutboxStrip
        box={reportsBox}
        timeZone={district?.timeZone ?? 'Asia/Shanghai'}
        // What is half written must not give way to it.
        {...(half ? {} : { onMend: (work: Work) => void mend(work) })}
      />
      {half && !writing && (
        <Strip action={<a href={`/${districtId}/report`}>{t('home.continue')}</a>}>
          {t('home.draft')}
        </Strip>
      )}
    </>
  )
}
