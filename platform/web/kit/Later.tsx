import { CatchBoundary } from '@tanstack/react-router'
import { Suspense, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

const only = () => 'later'

/** A part that comes by itself. Where a new version took its file away, or it breaks, the page around it stands. */
export const Later = ({ children }: { children: ReactNode }) => (
  <CatchBoundary getResetKey={only} errorComponent={Gone}>
    <Suspense>{children}</Suspense>
  </CatchBoundary>
)

function Gone() {
  const { t } = useTranslation('platform')
  return (
    <p className="quiet" role="status">
      {t('version.part')}
    </p>
  )
}
