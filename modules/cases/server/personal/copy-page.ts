import type { FoundElsewhere } from '../../contract/personal.ts'
import en from '../../words/personal.en.json' with { type: 'json' }
import zh from '../../words/personal.zh-CN.json' with { type: 'json' }

export interface CopiedReport {
  number: string
  shortCode: string
  at: string
  name: string | null
  phone: string | null
  words: string
  originalText: string | null
  pictures: number
}

const escaped = (text: string) =>
  text.replaceAll(/[&<>"']/g, (letter) => `&#${letter.charCodeAt(0)};`)

interface Copying {
  districtName: string
  day: string
  elsewhere?: readonly FoundElsewhere[]
}

const words: Record<string, string> = zh
const english: Record<string, string> = en
const both = (key: string) => `${words[key] ?? key} ${english[key] ?? ''}`.trim()

/** The copy as a page that any browser opens and prints, without anything from elsewhere. */
export function copyPage(
  reports: readonly CopiedReport[],
  { districtName, day, elsewhere = [] }: Copying,
): string {
  const line = (label: string, value: string | null) =>
    value === null || value === ''
      ? ''
      : `<dt>${label}</dt><dd>${escaped(value).replaceAll('\n', '<br>')}</dd>`
  const parts = reports.map(
    (r) =>
      `<section><h2>${escaped(r.number)}</h2><dl>${[
        line('反映时间 Reported', r.at.slice(0, 16).replace('T', ' ')),
        line('查询码 Short code', r.shortCode),
        line('姓名 Name', r.name),
        line('电话 Telephone', r.phone),
        line('您说的话 Your words', r.words),
        line('来件原文 Original text', r.originalText),
        line('照片 Pictures', r.pictures === 0 ? null : String(r.pictures)),
      ].join('')}</dl></section>`,
  )
  const others = elsewhere.map(
    (entry) =>
      `<section><h2>${escaped(`${both(`source.${entry.source}`)} · ${entry.label}`)}</h2><dl>${entry.items
        .map((item) => line(escaped(both(`field.${item.field}`)), item.text))
        .join('')}</dl></section>`,
  )
  return `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>个人信息副本</title>
<style>body{max-width:42rem;margin:2rem auto;padding:0 1rem;font:16px/1.6 sans-serif}dt{color:#555}dd{margin:0 0 .5rem}section{border-top:1px solid #ccc;break-inside:avoid}</style>
<h1>个人信息副本 Copy of personal data</h1><p>${escaped(districtName)} · ${escaped(day)}</p>
${[...parts, ...others].join('\n') || '<p>没有找到 Nothing was found</p>'}</html>`
}
