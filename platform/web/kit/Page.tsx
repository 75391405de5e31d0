import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Glyph } from './Glyph.tsx'
import { NewVersion } from './NewVersion.tsx'
import './Page.css'

export interface PageProps {
  top?: ReactNode
  children: ReactNode
  /** Stays at the lower edge, within reach of a thumb. */
  foot?: ReactNode
  /** `wide` for lists with a map beside them. */
  width?: 'phone' | 'wide'
}

export function Page({ top, children, foot, width = 'phone' }: PageProps) {
  const { t } = useTranslation('platform')
  return (
    <div className="page" data-width={width}>
      <a className="skip" href="#content">
        {t('skip')}
      </a>
      {top}
      <main id="content" className="page-main" tabIndex={-1}>
        <NewVersion />
        {children}
      </main>
      {foot !== undefined && <div className="page-foot">{foot}</div>}
    </div>
  )
}

export interface TopBarProps {
  title: ReactNode
  onBack?: () => void
  /** The page has no other heading. */
  heading?: boolean
  /** Small things at the right: language, letters. */
  children?: ReactNode
}

export function TopBar({ title, onBack, heading = false, children }: TopBarProps) {
  const { t } = useTranslation('platform')
  const Title = heading ? 'h1' : 'div'
  return (
    <header className="topbar">
      <div className="topbar-in">
        {onBack && (
          <button type="button" className="topbar-back" aria-label={t('back')} onClick={onBack}>
            <Glyph name="back" />
          </button>
        )}
        <Title className="topbar-title">{title}</Title>
        <div className="topbar-end">{children}</div>
      </div>
    </header>
  )
}
