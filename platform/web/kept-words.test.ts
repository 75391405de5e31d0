import 'fake-indexeddb/auto'
import { beforeEach, expect, it, vi } from 'vitest'
import { keepWords, putBack, putBackWords, writtenOn } from './kept-words.ts'

const show = (html: string) => {
  document.body.innerHTML = html
}
const field = (name: string) => {
  const found = document.querySelector<HTMLInputElement>(`[name="${name}"]`)
  if (!found) throw new Error(name)
  return found
}
const form = (words = '', ticked = '') => `
  <form aria-label="录入">
    <label>怎么回事<textarea name="words">${words}</textarea></label>
    <label>姓名<input name="name"></label>
    <label>保密<input type="checkbox" name="confidential" ${ticked}></label>
    <input type="password" aria-label="口令" name="password">
  </form>
  <form aria-label="退回"><label>怎么回事<textarea name="why"></textarea></label></form>`

beforeEach(() => {
  sessionStorage.clear()
  show(form())
})

it('knows what was written and ticked, and by what name; never a password', () => {
  field('words').value = '路灯不亮'
  field('confidential').checked = true
  field('password').value = 'geheim'
  expect(writtenOn(document)).toEqual([
    { form: '录入', label: '怎么回事', nth: 0, value: '路灯不亮' },
    { form: '录入', label: '保密', nth: 0, value: true },
  ])
})

it('puts words back where they were, tells the page, and writes over nothing', () => {
  field('words').value = '路灯不亮'
  field('name').value = '刘女士'
  field('confidential').checked = true
  const kept = writtenOn(document)
  show(form())
  const heard = vi.fn<() => void>()
  document.addEventListener('input', heard)
  field('name').value = '王女士'
  expect(putBack(document, kept)).toEqual([])
  expect(field('words').value).toBe('路灯不亮')
  expect(field('name').value).toBe('王女士')
  expect(field('confidential').checked).toBe(true)
  expect(field('why').value).toBe('')
  expect(heard).toHaveBeenCalled()
})

it('waits for a form that is opened later', () => {
  field('why').value = '不归我们管'
  const kept = writtenOn(document)
  show('<main></main>')
  expect(putBack(document, kept)).toEqual(kept)
})

it('carries words over a load of the page, once, and lies open nowhere', async () => {
  field('words').value = '路灯不亮'
  expect(await keepWords()).toBe(true)
  expect(sessionStorage.getItem('gongzhi.kept')).not.toContain('路灯')
  show('<main></main>')
  expect(await putBackWords()).toBe(true)
  show(form())
  await expect.poll(() => field('words').value).toBe('路灯不亮')
  show(form())
  expect(await putBackWords()).toBe(false)
  expect(field('words').value).toBe('')
})

it('says so where a browser cannot seal', async () => {
  vi.stubGlobal('crypto', { getRandomValues: crypto.getRandomValues.bind(crypto) })
  expect(await keepWords()).toBe(false)
  vi.unstubAllGlobals()
})
