import { Link } from '@tanstack/react-router'
import { screen } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { expect, it, vi } from 'vitest'
import words from '#platform/web/console/words.zh-CN.json' with { type: 'json' }
import { consoleSpeaking } from '#testing/console-page.tsx'
import { SideFrame } from './console-side.tsx'

const openConsole = await consoleSpeaking({})

const Page = () => (
  <>
    <SideFrame district="鄂城区">
      <div className="shell-group">
        <Link to="/console/cases">{words['nav.cases']}</Link>
      </div>
    </SideFrame>
    <button type="button">别处</button>
  </>
)

function Late() {
  const [known, setKnown] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setKnown(true), 50)
    return () => clearTimeout(timer)
  }, [])
  return known ? <Page /> : null
}

it('opens the pages by keys, and closes when one leaves them or one is chosen', async () => {
  const { user, router } = openConsole({
    address: '/desk',
    pages: { '/desk': Page, '/cases': Page },
  })
  const menu = await screen.findByRole('button', { name: words['shell.menu'] })
  const open = () => menu.getAttribute('aria-expanded')
  menu.focus()
  await user.keyboard('{Enter}')
  expect(open()).toBe('true')
  await user.tab()
  expect(document.activeElement?.textContent).toBe(words['nav.cases'])
  await user.keyboard('{Escape}')
  expect(open()).toBe('false')
  expect(document.activeElement).toBe(menu)
  await user.keyboard('{Enter}')
  await user.click(screen.getByRole('button', { name: '别处' }))
  expect(open()).toBe('false')
  await user.click(menu)
  await user.click(screen.getByRole('link', { name: words['nav.cases'] }))
  await expect.poll(() => router.state.location.pathname).toBe('/console/cases')
  const after = await screen.findByRole('button', { name: words['shell.menu'] })
  expect(after.getAttribute('aria-expanded')).toBe('false')
})

it('shows the page that one came straight to, however far down it stands', async () => {
  const into = vi.spyOn(Element.prototype, 'scrollIntoView')
  openConsole({
    address: '/cases',
    // As in the shell: the pages stand there once it is known who is signed in.
    pages: { '/cases': Late },
  })
  const current = await screen.findByRole('link', { name: words['nav.cases'] })
  await expect.poll(() => into.mock.contexts).toContain(current)
  into.mockRestore()
})
