import { CatchBoundary } from '@tanstack/react-router'
import { Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const only = () => 'part'

/**
 * A part that comes by itself beside what somebody writes. Where it cannot be had, as after a new
 * version took the old files away, or where it breaks, it says so and the page around it stands.
 */
export const Part = ({ children }: { children: ReactNode }) => (
  <CatchBoundary getResetKey={only} errorComponent={Gone}>
    <Suspense>{children}</Suspense>
  </CatchBoundary>
)

function Gone() {
  const { t } = useTranslation('frame')
  return (
    <p className="quiet" role="status">
      {t('failed.part')}
    </p>
  )
}
