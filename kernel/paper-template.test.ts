import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sayFault } from './paper-template-words.ts'
import { fillTemplate, parseTemplate, type TemplateField } from './paper-template.ts'

const known: TemplateField[] = [
  { name: 'number', zh: '案号', en: 'Number' },
  { name: 'party', zh: '当事人', en: 'Party' },
  { name: 'head', zh: '法定代表人', en: 'Head', optional: true },
  { name: 'unit', zh: '单位', en: 'Unit' },
  { name: 'date', zh: '日期', en: 'Date' },
  { name: 'photos', zh: '照片', en: 'Photographs', kind: 'pictures' },
  { name: 'list', zh: '清单', en: 'List', kind: 'table' },
]

const NOTICE = `// 本区用
# 责令限期改正通知书
> {{Number}}
【当事人】：
? 法定代表人：【法定代表人】
你（单位）的行为**已经违法**，【当事人】应当改正。
| 案号 | 【案号】 | 日期 | 【日期】 |
| 单位 | 【单位】 |
[图片] 【照片】
[签名] 当事人（签名）：，见证人：
[盖章] 【单位】，【日期】`

const read = (text: string) => {
  const parsed = parseTemplate(text, known)
  if (!parsed.ok) throw new Error(parsed.faults.map((fault) => sayFault(fault).en).join('; '))
  return parsed.template
}
const faultsOf = (text: string) => {
  const parsed = parseTemplate(text, known)
  return parsed.ok ? [] : parsed.faults.map((fault) => sayFault(fault))
}

describe('a template that an office edits', () => {
  it('is filled by the Chinese, the English and the inner name of a field', () => {
    const { blocks, missing } = fillTemplate(read(NOTICE), {
      number: '城管改字〔2026〕1 号',
      party: '张某',
      unit: '某区城市管理局',
      date: '2026年11月26日',
      photos: [{ source: 'a.jpg' }],
    })
    expect(missing).toEqual([])
    expect(blocks.map((block) => block.kind)).toEqual([
      'title',
      'paragraph',
      'paragraph',
      'paragraph',
      'fields',
      'pictures',
      'signatures',
      'seal',
    ])
    expect(blocks[3]).toMatchObject({
      words: [
        { text: '你（单位）的行为' },
        { text: '已经违法', bold: true },
        { text: '，' },
        { text: '张某' },
        { text: '应当改正。' },
      ],
    })
    expect(blocks[4]).toMatchObject({ fields: [{}, {}, { label: '单位', wide: true }] })
    expect(blocks[6]).toMatchObject({
      lines: [{ label: '当事人（签名）：' }, { label: '见证人：' }],
    })
  })

  it('says every missing field by name, and shows it on the paper', () => {
    const { blocks, missing } = fillTemplate(read(NOTICE), { number: '1', unit: ' ' })
    expect(missing.map(({ zh }) => zh)).toEqual(['当事人', '日期', '单位', '照片'])
    expect(missing.map(({ en }) => en)).toEqual(['Party', 'Date', 'Unit', 'Photographs'])
    expect(JSON.stringify(blocks)).toContain('【当事人】')
  })

  it('says the line of each fault in both languages', () => {
    expect(faultsOf('# 好\n【地址】\n#\n[章] 【单位】\n{{Unit\n| 一 |\n正文【照片】')).toEqual([
      { zh: '第 2 行：没有“地址”这个字段', en: 'Line 2: there is no field named “地址”' },
      { zh: '第 3 行：“#”后面没有内容', en: 'Line 3: nothing follows “#”' },
      { zh: '第 4 行：看不懂“章”', en: 'Line 4: “章” is not understood' },
      { zh: '第 5 行：括号没有成对：{{Unit', en: 'Line 5: a bracket is not closed: {{Unit' },
      {
        zh: '第 6 行：表格行要一个名称配一个内容',
        en: 'Line 6: a row of a grid needs a value for each name',
      },
      expect.objectContaining({ zh: expect.stringContaining('第 7 行：“照片”不能放在这里') }),
    ])
    expect(faultsOf('\n// nothing')).toHaveLength(1)
  })

  it('never reads a value as a mark', () => {
    const { blocks } = fillTemplate(read('【当事人】'), { party: '# **甲** 【乙】 | {{丙}}' })
    expect(blocks).toEqual([
      { kind: 'paragraph', align: 'both', words: [{ text: '# **甲** 【乙】 | {{丙}}' }] },
    ])
  })

  it('answers any text without falling over, and every line of a fault is there', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('【案号】', '| a | b |', '[盖章] x', '# ', '{{', '==='),
          ),
        ),
        (lines) => {
          const text = lines.join('\n')
          const parsed = parseTemplate(text, known)
          const last = text.split('\n').length
          if (parsed.ok) fillTemplate(parsed.template, {})
          expect(parsed.ok || parsed.faults.every(({ line }) => line <= last)).toBe(true)
        },
      ),
    )
  })
})
