import { render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { lazy, useState } from 'react'
import { I18nextProvider } from 'react-i18next'
import { expect, it, vi } from 'vitest'
import { openI18n } from '../i18n.ts'
import { Part } from './Part.tsx'
import zh from './words.zh-CN.json' with { type: 'json' }

const i18n = await openI18n({ 'zh-CN': { frame: zh }, en: { frame: zh } }, 'zh-CN')

/** Its file went away with the version that this page is of. */
const Gone = lazy(() =>
  Promise.reject<{ default: () => null }>(
    new TypeError('Failed to fetch dynamically imported module'),
  ),
)

function Form() {
  const [words, setWords] = useState('')
  return (
    <form>
      <input aria-label="答复" value={words} onChange={(event) => setWords(event.target.value)} />
      {words !== '' && (
        <Part>
          <Gone />
        </Part>
      )}
    </form>
  )
}

it('a part whose file a new version took away costs nothing that was written', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  render(
    <I18nextProvider i18n={i18n}>
      <Form />
    </I18nextProvider>,
  )
  await userEvent.type(screen.getByLabelText('答复'), '明天修')
  expect(await screen.findByText(zh['failed.part'])).toBeDefined()
  expect(screen.getByLabelText('答复')).toHaveProperty('value', '明天修')
})
