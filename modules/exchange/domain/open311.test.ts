import fc from 'fast-check'
import { expect, it } from 'vitest'
import { anyText } from '#testing/arbitrary.ts'
import { xmlOf } from './open311.ts'

it('writes lists, empty values and signs that XML needs escaped', () => {
  const request = { service_request_id: 'K7M2QX', description: '灯 <坏> & "暗"', media_url: null }
  expect(xmlOf('service_requests', [request], 'request')).toBe(
    '<service_requests><request><service_request_id>K7M2QX</service_request_id>' +
      '<description>灯 &lt;坏&gt; &amp; "暗"</description><media_url/></request></service_requests>',
  )
})

it('leaves no sign that would end an element early, whatever the text', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const inner = /^<a>([\s\S]*)<\/a>$/.exec(xmlOf('a', text, 'i'))?.[1]
      expect(text === '' ? '' : inner).not.toMatch(/<|[^\P{Cc}\t\n\r]|&(?!(amp|lt|gt);)/u)
    }),
  )
})
