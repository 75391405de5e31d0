import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { makeLink, walkLinks, type Link } from './chain.ts'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const at = new Date('2026-03-16T02:00:00.000Z')

interface Wish {
  body: Record<string, string>
  words: string | null
}

/** A chain of what was wished, with the head that is kept elsewhere. */
function chainOf(wishes: readonly Wish[]) {
  const links: Link[] = []
  for (const [index, { body, words }] of wishes.entries()) {
    const beside = words === null ? null : { personal: { words }, salt: `salt${index}` }
    const told = { seq: index + 1, type: 'filed', at, body, named: { caseId: 'c' } }
    const made = makeLink(told, beside, links.at(-1)?.hash ?? '', sha256)
    links.push({ ...told, ...made, personal: beside?.personal, salt: beside?.salt ?? null })
  }
  return { links, head: { head_hash: links.at(-1)?.hash ?? '', version: links.length } }
}

const wishes = fc.array(
  fc.record({
    body: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), fc.string()),
    words: fc.option(fc.string()),
  }),
  { minLength: 1, maxLength: 8 },
)
const places = fc.tuple(wishes, fc.nat())

it('holds as it was written, and where words were erased', () => {
  fc.assert(
    fc.property(wishes, (wished) => {
      const { links, head } = chainOf(wished)
      expect(walkLinks(head, links, sha256)).toEqual({ intact: true, brokenAt: null })
      const erased = links.map((link) => ({ ...link, personal: null }))
      expect(walkLinks(head, erased, sha256).intact).toBe(true)
    }),
  )
})

it('says which link was changed, whatever of it', () => {
  const changes: ((link: Link) => Link)[] = [
    (link) => ({ ...link, type: 'closed' }),
    (link) => ({ ...link, body: { body: link.body, changed: 'yes' } }),
    (link) => ({ ...link, personal: { words: '别的话，谁也没有说过' } }),
    (link) => ({ ...link, canonical: link.canonical.replace('filed', 'closed'), type: 'closed' }),
    (link) => ({ ...link, hash: sha256(link.hash) }),
    (link) => ({ ...link, seq: link.seq + 1 }),
  ]
  fc.assert(
    fc.property(places, fc.constantFrom(...changes), ([wished, n], change) => {
      const { links, head } = chainOf(wished)
      const place = n % links.length
      const changed = links.map((link, index) => (index === place ? change(link) : link))
      expect(walkLinks(head, changed, sha256).brokenAt).toBe(place + 1)
    }),
  )
})

it('misses what was cut out or cut off, and a chain whose head is gone', () => {
  fc.assert(
    fc.property(places, ([wished, n]) => {
      const { links, head } = chainOf(wished)
      const place = n % links.length
      expect(walkLinks(head, links.toSpliced(place, 1), sha256)).toEqual({
        intact: false,
        brokenAt: place + 1,
      })
      expect(walkLinks(undefined, links, sha256).intact).toBe(false)
    }),
  )
})
