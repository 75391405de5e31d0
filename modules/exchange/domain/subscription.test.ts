import fc from 'fast-check'
import { expect, it } from 'vitest'
import { heardAfter, judgeUrl } from './subscription.ts'

const now = new Date('2026-03-16T02:00:00Z')
const types = fc.array(fc.constantFrom('case.filed', 'case.closed', 'case.judged', 'case.refused'))

it('goes on telling what stays from when it was told, and begins with what is new', () => {
  fc.assert(
    fc.property(types, types, (before, after) => {
      const earlier = heardAfter({}, before, new Date('2026-03-01T00:00:00Z'))
      const hears = heardAfter(earlier, after, now)
      expect(Object.keys(hears)).toEqual([...new Set(after)].sort())
      for (const type of after) expect(hears[type]).toBe(earlier[type] ?? now.toISOString())
    }),
  )
})

const judge = (url: string, production = true) => judgeUrl(URL.parse(url), { production })

it('takes https, and http only outside production; no secret in the address', () => {
  expect(judge('https://city.example/hook').ok).toBe(true)
  expect(judge('http://city.example/hook')).toEqual({ ok: false, refusal: 'url_not_https' })
  expect(judge('http://city.example/hook', false).ok).toBe(true)
  expect(judge('https://me:secret@city.example/')).toEqual({
    ok: false,
    refusal: 'url_with_secret',
  })
  for (const url of [
    '',
    'city.example',
    'ftp://city.example',
    'file:///etc/passwd',
    'javascript:1',
  ])
    expect(judge(url, false)).toEqual({ ok: false, refusal: 'url_unreadable' })
})
