import { useTranslation } from 'react-i18next'
import { OwnShifts } from '#modules/people/web/index.ts'
import { WorkFrame } from './WorkFrame.tsx'

/** The own shifts, in the frame of those who work outside. */
export function ShiftsPage() {
  const { t } = useTranslation('rosters')
  return (
    <WorkFrame title={t('mine')}>{(me) => <OwnShifts timeZone={me.district.timeZone} />}</WorkFrame>
  )
}
