import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { I18nextProvider } from 'react-i18next'
import { expect, it, vi } from 'vitest'
import { openI18n } from '../i18n.ts'
import { Crashed } from './states.tsx'
import en from './words.en.json' with { type: 'json' }
import zh from './words.zh-CN.json' with { type: 'json' }

const words = { 'zh-CN': { frame: zh }, en: { frame: en } }

it.each([
  ['zh-CN', '这一页出了差错', '重新打开'],
  ['en', 'This page broke down', 'Open again'],
] as const)(
  'says in %s that a page broke down, and opens it again',
  async (language, title, verb) => {
    const i18n = await openI18n(words, language)
    const reload = vi.fn<() => void>()
    render(
      <I18nextProvider i18n={i18n}>
        <Crashed error={new Error('x is undefined')} reload={reload} />
      </I18nextProvider>,
    )
    expect(screen.getByRole('alert').textContent).toContain(title)
    expect(screen.getByText('x is undefined')).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: verb }))
    expect(reload).toHaveBeenCalledOnce()
  },
)
