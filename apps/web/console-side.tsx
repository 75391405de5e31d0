import { Link, useRouter } from '@tanstack/react-router'
import { useEffect, useId, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useLeaving } from './use-leaving.ts'

const showCurrent = (nav: HTMLElement | null) =>
  nav?.querySelector('.shell-group [aria-current="page"]')?.scrollIntoView({ block: 'nearest' })

/**
 * The pages in their groups: beside the page where there is room; on a phone behind one button, which
 * opens them over the page and closes when one is chosen, on Escape, and when one leaves it.
 */
export function SideFrame({ district, children }: { district: string; children: ReactNode }) {
  const { t } = useTranslation('frame')
  const nav = useRef<HTMLElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const id = useId()
  const [open, setOpen] = useState(false)
  const router = useRouter()
  useEffect(() => {
    // Where somebody comes straight to a page it is rendered before this stands here.
    showCurrent(nav.current)
    return router.subscribe('onRendered', () => {
      setOpen(false)
      showCurrent(nav.current)
    })
  }, [router])
  useLeaving(nav, () => setOpen(false))
  return (
    <nav
      ref={nav}
      className="shell-side"
      data-open={open}
      aria-label={t('shell.nav')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return
        setOpen(false)
        button.current?.focus()
      }}
    >
      <Link to="/console" className="shell-brand" activeOptions={{ exact: true }}>
        {t('shell.brand')}
        <small>{district}</small>
      </Link>
      <button
        ref={button}
        type="button"
        className="shell-menu"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        {t('shell.menu')}
      </button>
      <div id={id} className="shell-pages">
        {children}
      </div>
    </nav>
  )
}
