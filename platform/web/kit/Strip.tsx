import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Glyph } from './Glyph.tsx'
import './Strip.css'

export interface StripProps {
  tone?: 'info' | 'warn' | 'danger' | 'done'
  children: ReactNode
  /** A button or link. */
  action?: ReactNode
}

const signs = { info: 'info', warn: 'warn', danger: 'danger', done: 'check' } as const

/** A line that says how things stand: what waits to be sent, what is missing, what has been done. */
export function Strip({ tone = 'info', children, action }: StripProps) {
  const { t } = useTranslation('platform')
  return (
    <div className="strip" data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      <Glyph name={signs[tone]} size={20} />
      <div className="strip-words">
        <span className="unseen">{t(`tone.${tone}`)} </span>
        {children}
      </div>
      {action !== undefined && <div className="strip-action">{action}</div>}
    </div>
  )
}
