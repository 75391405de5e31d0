import type { Channel } from '../contract/index.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh-CN.json' with { type: 'json' }

export interface Text {
  subject: string
  body: string
}

/** One message as it is; several as one, in the order in which they came. */
export function digestOf(
  texts: readonly Text[],
  { channel, language }: { channel: Channel; language: string },
): Text {
  const [only] = texts
  if (only && texts.length === 1) return only
  const words = language === 'en' ? en : zh
  const lines =
    channel === 'sms'
      ? texts.map((t) => t.body)
      : texts.map((t) => `${t.subject}\n${t.body}`.trim())
  return {
    subject: words['digest.subject'].replace('{count}', String(texts.length)),
    body: lines.join(channel === 'sms' ? '\n' : '\n\n'),
  }
}
