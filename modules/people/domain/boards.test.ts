import { expect, it } from 'vitest'
import { boardText, linesOf, stepsOf } from './boards.ts'

it('reads a step a line, with or without numbers and explanation', () => {
  expect(stepsOf('1. 受理：告诉您编号\n\n2、派遣\n- Handled: on the spot')).toEqual([
    { title: '受理', text: '告诉您编号' },
    { title: '派遣', text: '' },
    { title: 'Handled', text: 'on the spot' },
  ])
  expect(linesOf(' \n值班 8:30–17:30 ')).toEqual(['值班 8:30–17:30'])
})

it('marks our example as one until the district writes its own', () => {
  expect(boardText('duty', { zh: null, en: null })).toMatchObject({ preset: true })
  expect(boardText('duty', { zh: '本站职责', en: null })).toEqual({
    zh: '本站职责',
    en: '',
    preset: false,
  })
})
