import 'fake-indexeddb/auto'
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Select } from 'antd'
import { useState } from 'react'
import { beforeEach, expect, it } from 'vitest'
import { DayPicker } from './console/DayPicker.tsx'
import { keepWords, putBackWords, writtenOn } from './kept-words.ts'
import { isCalm } from './new-version.ts'

const kinds = ['甲', '乙', '丙'].map((label, n) => ({ value: `k${n}`, label }))
const many = Array.from({ length: 40 }, (_, n) => ({ value: `m${n}`, label: `事项${n}` }))

function Form({ kind: at = 'k0', day: on = '2026-03-16' }: { kind?: string; day?: string }) {
  const [kind, setKind] = useState(at)
  const [untouched, setUntouched] = useState(at)
  const [teams, setTeams] = useState<string[]>([])
  const [matter, setMatter] = useState<string>()
  const [day, setDay] = useState(on)
  const [grid, setGrid] = useState('')
  return (
    <form aria-label="登记">
      <label htmlFor="kind">种类</label>
      <Select id="kind" value={kind} onChange={setKind} options={kinds} />
      <Select
        id="untouched"
        aria-label="等级"
        value={untouched}
        onChange={setUntouched}
        options={kinds}
      />
      <Select
        id="teams"
        aria-label="队伍"
        mode="multiple"
        value={teams}
        onChange={setTeams}
        options={kinds}
      />
      <Select
        id="matter"
        aria-label="事项"
        showSearch
        value={matter}
        onChange={setMatter}
        options={many}
      />
      <DayPicker id="day" label="哪天" value={day} onChange={setDay} />
      <label>
        网格
        <select value={grid} onChange={(event) => setGrid(event.target.value)}>
          <option value="">不选</option>
          <option value="001">第一网格</option>
        </select>
      </label>
      <output>{[kind, untouched, teams.join('+'), matter, day, grid].join(' ')}</output>
    </form>
  )
}

const stands = () => screen.getByRole('status').textContent
const choose = async (label: string, name: string) => {
  await userEvent.click(screen.getByLabelText(label))
  await userEvent.click((await screen.findAllByTitle(name)).at(-1)!)
}

beforeEach(() => sessionStorage.clear())

it('brings back what was chosen in lists and days, and nothing that was only found there', async () => {
  render(<Form />)
  expect(writtenOn(document)).toEqual([])
  await choose('种类', '乙')
  await choose('队伍', '甲')
  await userEvent.click((await screen.findAllByTitle('丙')).at(-1)!)
  await userEvent.keyboard('{Escape}')
  await choose('事项', '事项3')
  const day = screen.getByLabelText('哪天')
  await userEvent.clear(day)
  await userEvent.type(day, '2026-03-20{Enter}')
  await userEvent.selectOptions(screen.getByLabelText('网格'), '001')
  await waitFor(() => expect(stands()).toBe('k1 k0 k0+k2 m3 2026-03-20 001'))
  expect(writtenOn(document).map(({ label }) => label)).not.toContain('等级')
  expect(await keepWords()).toBe(true)
  cleanup()
  expect(await putBackWords()).toBe(true)
  // What the form itself brings along is newer by now.
  render(<Form kind="k2" day="2026-04-01" />)
  await waitFor(() => expect(stands()).toBe('k1 k2 k0+k2 m3 2026-03-20 001'), { timeout: 10_000 })
  await waitFor(() => expect(screen.getByLabelText('种类').ariaExpanded).not.toBe('true'))
})

it('takes a choice in a form for writing, and one that was put back as it was for none', async () => {
  render(<Form day="" />)
  expect(isCalm()).toBe(true)
  await choose('种类', '乙')
  expect(isCalm()).toBe(false)
  await choose('种类', '甲')
  expect(isCalm()).toBe(true)
})
