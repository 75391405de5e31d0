import { inflateRawSync, inflateSync } from 'node:zlib'

/** The text of each page of a PDF that we have written: its operators and its maps to Unicode, read back. */
export function textOfPdf(pdf: Buffer): string[] {
  const whole = pdf.toString('latin1')
  const objects = new Map<string, string>()
  for (const [, id = '', body = ''] of whole.matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g))
    objects.set(id, body)
  const pages = [...objects.values()].filter((body) => /\/Type \/Page\b(?!s)/.test(body))
  return pages.map((page) => {
    const resources = objects.get(referenced(page, 'Resources')) ?? page
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', id = '']) => [
        name,
        mapOf(objects, objects.get(id) ?? ''),
      ]),
    )
    const content = streamOf(objects.get(referenced(page, 'Contents')) ?? '')
    let font = new Map<string, string>()
    let text = ''
    for (const [, name, shown] of content.matchAll(/\/(F\d+) [\d.]+ Tf|\[([^\]]*)\] TJ/g)) {
      if (name) font = fonts.get(name) ?? new Map()
      for (const [, hex = ''] of (shown ?? '').matchAll(/<([0-9a-f]+)>/g))
        text += (hex.match(/.{4}/g) ?? []).map((code) => font.get(code) ?? '?').join('')
      if (shown) text += '\n'
    }
    return text
  })
}

const referenced = (body: string, key: string) =>
  new RegExp(`/${key} (\\d+) 0 R`).exec(body)?.[1] ?? ''

function streamOf(body: string): string {
  const stream = /stream\n([\s\S]*)\nendstream/.exec(body)?.[1] ?? ''
  const bytes = Buffer.from(stream, 'latin1')
  return body.includes('FlateDecode') ? inflateSync(bytes).toString('latin1') : stream
}

function mapOf(objects: ReadonlyMap<string, string>, font: string): Map<string, string> {
  const map = new Map<string, string>()
  const cmap = streamOf(objects.get(referenced(font, 'ToUnicode')) ?? '')
  for (const [, from = '', list = ''] of cmap.matchAll(
    /<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g,
  ))
    for (const [index, [, hex = '']] of [...list.matchAll(/<([0-9a-f ]*)>/g)].entries()) {
      const code = (Number.parseInt(from, 16) + index).toString(16).padStart(4, '0')
      map.set(code, Buffer.from(hex.replaceAll(' ', ''), 'hex').swap16().toString('utf16le'))
    }
  return map
}

/** A file inside an archive such as a DOCX, as text. */
export function textInZip(zip: Buffer, name: string): string | null {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]))
  let at = zip.readUInt32LE(end + 16)
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const length = zip.readUInt16LE(at + 28)
    if (zip.toString('utf8', at + 46, at + 46 + length) === name) {
      const head = zip.readUInt32LE(at + 42)
      const from = head + 30 + zip.readUInt16LE(head + 26) + zip.readUInt16LE(head + 28)
      const packed = zip.subarray(from, from + zip.readUInt32LE(at + 20))
      return (zip.readUInt16LE(at + 10) === 0 ? packed : inflateRawSync(packed)).toString('utf8')
    }
    at += 46 + length + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32)
  }
  return null
}
