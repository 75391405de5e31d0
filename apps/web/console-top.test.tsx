import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { expect, it } from 'vitest'
import zh from '#platform/web/console/words.zh-CN.json' with { type: 'json' }
import { openI18n } from '#platform/web/i18n.ts'
import { More } from './console-top.tsx'

const i18n = await openI18n({ 'zh-CN': { frame: zh }, en: {} }, 'zh-CN')

it('opens the rest of the head by keys, and closes when one leaves it', async () => {
  render(
    <I18nextProvider i18n={i18n}>
      <More>
        <button type="button">大字</button>
      </More>
      <button type="button">别处</button>
    </I18nextProvider>,
  )
  const verb = screen.getByRole('button', { name: '更多' })
  const open = () => verb.getAttribute('aria-expanded')
  await userEvent.tab()
  await userEvent.keyboard('{Enter}')
  expect(open()).toBe('true')
  await userEvent.tab()
  expect(document.activeElement?.textContent).toBe('大字')
  await userEvent.keyboard('{Escape}')
  expect(open()).toBe('false')
  expect(document.activeElement).toBe(verb)
  await userEvent.keyboard('{Enter}')
  await userEvent.click(screen.getByRole('button', { name: '别处' }))
  expect(open()).toBe('false')
})
