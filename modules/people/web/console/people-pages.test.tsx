import { screen, waitFor, within } from '@testing-library/react'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest'
import { z } from 'zod'
import words from '../../words/console.zh-CN.json' with { type: 'json' }
import said from '../../words/zh-CN.json' with { type: 'json' }
import { PeoplePage } from './PeoplePage.tsx'
import { openPage } from '#testing/people-page.tsx'
import { around, idOf, person, post } from '#testing/people-rows.ts'

vi.setConfig({ testTimeout: 30_000 })

interface Sent {
  path: string
  body: Record<string, unknown>
}
let sent: Sent[] = []

const takes = (path: string, reply: (body: Record<string, unknown>) => object, status = 200) =>
  http.post(`*/api/people/${path}`, async ({ request }) => {
    const text = await request.text()
    const body = z.record(z.string(), z.unknown()).parse(text === '' ? {} : JSON.parse(text))
    sent.push({ path, body })
    return HttpResponse.json(reply(body), { status })
  })

const persons = [person(1), person(2, { posts: [], lockedUntil: '2030-01-01T00:00:00Z' })]
const server = setupServer(
  ...around,
  http.get('*/api/people/persons', ({ request }) => {
    const id = new URL(request.url).searchParams.get('id')
    return HttpResponse.json({
      rows: id === null ? persons : persons.filter((p) => p.id === id),
      next: null,
    })
  }),
  http.get('*/api/people/posts', () =>
    HttpResponse.json({
      posts: [
        post(50, { holders: [{ personId: idOf(1), name: '人员1', also: ['二站 城管队员'] }] }),
        post(51),
      ],
    }),
  ),
)
beforeAll(() => server.listen({ onUnhandledRequest: 'bypass' }))
beforeEach(() => {
  sent = []
})
afterEach(() => server.resetHandlers())
afterAll(() => server.close())

it('adds a person, with an empty field as nothing', async () => {
  const added = person(9, { name: '王芳', posts: [] })
  server.use(
    takes('persons', () => added),
    http.get('*/api/people/persons', ({ request }) =>
      HttpResponse.json({
        rows: new URL(request.url).searchParams.get('id') === added.id ? [added] : [],
        next: null,
      }),
    ),
  )
  const { user } = openPage(PeoplePage, '/people')
  await user.click(await screen.findByRole('button', { name: words['persons.add'] }))
  await user.type(await screen.findByLabelText(words['persons.name']), '王芳')
  await user.type(screen.getByLabelText(words['persons.loginName']), 'wangfang')
  await user.click(screen.getByRole('button', { name: words['persons.addVerb'] }))
  // The person that was added opens, to be given a post and a link.
  await screen.findByRole('button', { name: words['signIn.link'] })
  expect(screen.getByRole('button', { name: words['holdings.appoint'] })).toBeDefined()
  expect(sent).toHaveLength(1)
  expect(sent[0]?.body).toMatchObject({
    name: '王芳',
    loginName: 'wangfang',
    email: null,
    wecomId: null,
    phone: null,
    baseVersion: null,
  })
})

it('says a clash in words beside the field, and keeps what was typed', async () => {
  server.use(takes('persons', () => ({ code: 'people.login_name_taken', details: {} }), 409))
  const { user } = openPage(PeoplePage, `/people?open=${idOf(1)}`)
  const field = await screen.findByLabelText(words['persons.loginName'])
  await user.type(field, 'wang')
  await user.click(screen.getByRole('button', { name: words['form.save'] }))
  const wrong = await screen.findByText(said['error.people.login_name_taken'])
  expect(field.getAttribute('aria-invalid')).toBe('true')
  expect(field.getAttribute('aria-describedby')).toContain(wrong.id)
  expect(screen.getByDisplayValue('wang')).toBeDefined()
  // The phone that nobody typed is left as it is stored.
  expect(sent[0]?.body).not.toHaveProperty('phone')
  expect(sent[0]?.body).toMatchObject({ baseVersion: 3 })
})

it('keeps what was typed when somebody was faster, until the new row is asked for', async () => {
  server.use(takes('persons', () => ({ code: 'people.out_of_date', details: { version: 4 } }), 409))
  const { user } = openPage(PeoplePage, `/people?open=${idOf(1)}`)
  const field = await screen.findByDisplayValue('人员1')
  await user.clear(field)
  await user.type(field, '我写的')
  await user.click(screen.getByRole('button', { name: words['form.save'] }))
  await screen.findByText(said['error.people.out_of_date'])
  expect(screen.getByDisplayValue('我写的')).toBeDefined()
  server.use(
    http.get('*/api/people/persons', () =>
      HttpResponse.json({ rows: [person(1, { name: '别人写的', version: 4 })], next: null }),
    ),
  )
  await user.click(screen.getByRole('button', { name: words['form.renew'] }))
  expect(await screen.findByDisplayValue('别人写的')).toBeDefined()
})

it('marks a field that the server could not read', async () => {
  const details = { issues: [{ instancePath: '/email', message: 'x' }] }
  server.use(takes('persons', () => ({ code: 'request.malformed', details }), 400))
  const { user } = openPage(PeoplePage, `/people?open=${idOf(1)}`)
  await user.type(await screen.findByLabelText(words['column.email']), 'nonsense')
  await user.click(screen.getByRole('button', { name: words['form.save'] }))
  await screen.findByText(words['form.check'])
  expect(screen.getByLabelText(words['column.email']).getAttribute('aria-invalid')).toBe('true')
})

it('makes a link to hand over, and unlocks', async () => {
  server.use(
    takes('persons/:id/sign-in-link', () => ({
      token: 'x'.repeat(43),
      expiresAt: '2026-11-24T01:00:00Z',
    })),
    takes('persons/:id/unlock', () => ({})),
  )
  server.use(
    http.get('*/api/people/persons', () =>
      HttpResponse.json({
        rows: [person(2, { lockedUntil: '2030-01-01T00:00:00Z' })],
        next: null,
      }),
    ),
  )
  const { user } = openPage(PeoplePage, `/people?open=${idOf(2)}`)
  await user.click(await screen.findByRole('button', { name: words['signIn.unlock'] }))
  await user.click(screen.getByRole('button', { name: words['signIn.link'] }))
  const link = await screen.findByLabelText(words['slip.link'])
  expect(link.getAttribute('value')).toContain(`/sign-in/${'x'.repeat(43)}`)
  expect(sent.map((s) => s.path)).toEqual(['persons/:id/unlock', 'persons/:id/sign-in-link'])
})

it('offers to change nothing to whoever only reads', async () => {
  server.use(
    http.get('*/api/people/persons', () =>
      HttpResponse.json({ rows: [person(1, { allowed: [] })], next: null }),
    ),
  )
  openPage(PeoplePage, `/people?open=${idOf(1)}`, ['people.read'])
  await screen.findByText(words['persons.readOnly'])
  expect(screen.queryByRole('button', { name: words['form.save'] })).toBeNull()
  expect(screen.queryByRole('button', { name: words['persons.add'] })).toBeNull()
})

it('says that nobody fits the words', async () => {
  server.use(http.get('*/api/people/persons', () => HttpResponse.json({ rows: [], next: null })))
  openPage(PeoplePage, '/people?q=nobody')
  expect(await screen.findByText(words['persons.noneLike'])).toBeDefined()
})

it('says that a post may not see it', async () => {
  server.use(
    http.get('*/api/people/persons', () =>
      HttpResponse.json({ code: 'request.forbidden', details: {} }, { status: 403 }),
    ),
  )
  openPage(PeoplePage, '/people')
  expect((await screen.findByRole('alert')).dataset['kind']).toBe('forbidden')
})

it('finds vacant posts and those whose holder serves elsewhere', async () => {
  const { user } = openPage(PeoplePage, '/people?part=posts&state=vacant')
  await screen.findByRole('button', { name: '城管队员51' })
  expect(screen.queryByRole('button', { name: '城管队员50' })).toBeNull()
  expect(screen.getByText(words['vacant'])).toBeDefined()
  await user.click(screen.getByRole('combobox', { name: words['posts.show'] }))
  await user.click(await screen.findByTitle('一人兼多岗（1）'))
  await screen.findByRole('button', { name: '城管队员50' })
  expect(screen.queryByRole('button', { name: '城管队员51' })).toBeNull()
})

it('appoints a person to a vacant post, and says why it cannot be', async () => {
  server.use(takes('holdings', () => ({ code: 'people.administrators_apart', details: {} }), 409))
  const { user } = openPage(PeoplePage, `/people?part=posts&open=${idOf(51)}`)
  await user.click(await screen.findByRole('button', { name: words['holdings.appoint'] }))
  const form = screen.getByRole('form', { name: words['holdings.appoint'] })
  await user.click(within(form).getByRole('combobox', { name: words['holdings.person'] }))
  await user.click(await screen.findByTitle('人员1 · 受理员'))
  await user.click(within(form).getByRole('button', { name: words['holdings.appointVerb'] }))
  await screen.findByText(said['error.people.administrators_apart'])
  expect(sent[0]?.body).toMatchObject({
    postId: idOf(51),
    personId: idOf(1),
    until: null,
    baseVersion: null,
  })
})

it('ends a holding on its last day, which may not lie before the first', async () => {
  server.use(
    takes('holdings', (body) => body),
    http.get('*/api/people/holdings', () =>
      HttpResponse.json({
        holdings: [
          {
            id: idOf(90),
            postId: idOf(50),
            personId: idOf(1),
            from: '2026-01-01',
            until: null,
            postTitle: '城管队员50',
            personName: '人员1',
            version: 2,
          },
        ],
      }),
    ),
  )
  const { user } = openPage(PeoplePage, `/people?part=posts&open=${idOf(50)}`)
  await user.click(await screen.findByRole('button', { name: words['holdings.end'] }))
  const until = await screen.findByLabelText(words['column.until'])
  await user.clear(until)
  await user.type(until, '2025-12-31')
  await screen.findByText(words['holdings.early'])
  await user.clear(until)
  await user.type(until, '2026-06-30')
  const form = screen.getByRole('form', { name: words['holdings.change'] })
  await user.click(within(form).getByRole('button', { name: words['form.save'] }))
  await waitFor(() =>
    expect(sent[0]?.body).toMatchObject({ id: idOf(90), until: '2026-06-30', baseVersion: 2 }),
  )
})

it('closes the own kind of post, and says so', async () => {
  openPage(PeoplePage, '/people?part=kinds&open=security_admin')
  await screen.findByText(words['kinds.ownWords'])
  expect(screen.queryByRole('button', { name: words['form.save'] })).toBeNull()
})

it('warns of two administrators in one kind before it is sent', async () => {
  const { user } = openPage(PeoplePage, '/people?part=kinds&open=officer')
  await user.click(await screen.findByRole('checkbox', { name: said['verb.people.grant'] }))
  await user.click(screen.getByRole('checkbox', { name: said['verb.audit.read'] }))
  await screen.findByText(said['error.people.administrators_apart'])
  const save = screen.getByRole('button', { name: words['form.save'] })
  expect(save.hasAttribute('disabled')).toBe(true)
})
