import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkReply, replyParts } from './check.ts'

describe('a reply', () => {
  it.each([
    '您好，市政中心已于3月16日下午更换灯泡，依据《城市照明管理规定》，如有问题请拨打 0711-3876543。',
    '我局昨天已到场核实并拆除违建，按照《城乡规划法》处理，可联系澜湖社区电话 3876543。',
    'The lighting centre has replaced the lamp today under the city lighting rules; call 0711-3876543.',
    'We repaired the kerb on 16 March according to the road standard. Please contact our office.',
  ])('lacks nothing: %s', (words) => {
    expect(checkReply(words)).toEqual({ lacks: [], holds: [], confirm: false })
  })

  it.each([
    ['您好，您反映的问题收到了。', ['done', 'by', 'when', 'basis', 'contact']],
    ['已更换灯泡。', ['by', 'when', 'basis', 'contact']],
    ['市政中心已于昨天更换灯泡。', ['basis', 'contact']],
    ['Thank you for your message.', ['done', 'by', 'when', 'basis', 'contact']],
    ['The lamp was replaced yesterday.', ['by', 'basis', 'contact']],
  ])('is told what it lacks: %s', (words, lacks) => {
    expect(checkReply(words).lacks).toEqual(lacks)
  })

  it('is held for a second look where it gives away somebody, and not for an office', () => {
    expect(checkReply('请找李师傅 13812345678')).toMatchObject({
      confirm: true,
      holds: [{ kind: 'phone' }],
    })
    expect(checkReply('身份证11010519491231002X 已登记').confirm).toBe(true)
    expect(checkReply('卡号 4111 1111 1111 1111')).toMatchObject({
      confirm: false,
      holds: [{ kind: 'bank_card' }],
    })
    expect(checkReply('请拨打 0711-3876543 或 12345')).toMatchObject({ confirm: false, holds: [] })
  })

  it('may be anything', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (words) => {
        const { lacks, holds } = checkReply(words)
        expect(lacks.every((part) => replyParts.includes(part))).toBe(true)
        for (const { from, to } of holds)
          expect(0 <= from && from < to && to <= words.length).toBe(true)
      }),
    )
    expect(checkReply('已修好'.repeat(40_000)).lacks).not.toContain('done')
    expect(checkReply('').lacks).toEqual([...replyParts])
  })
})
