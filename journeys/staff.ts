import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { aPicture } from './picture.ts'
import type { Program } from './program.ts'

interface CasePage {
  id: string
  version: number
  status: string
  shortCode: string
  unitName: string | null
  unitId: string | null
  requests: { id: string; state: string }[]
  allowed: string[]
}

/** A member of staff, signed in by the link that the program printed for their role. */
export interface Staff {
  find(shortCode: string): Promise<CasePage>
  /** Does something to a case as it now stands, and answers with the page that comes back. */
  do(shortCode: string, action: string, body?: Record<string, unknown>): Promise<CasePage>
  get<T>(path: string): Promise<T>
  photo(): Promise<string>
  /** The organisation of the post acted in. */
  unitId(): Promise<string>
  refusedFor(shortCode: string, action: string, body?: Record<string, unknown>): Promise<string>
}

/** The one-time token that the program printed for a role such as `鄂城区 市政主理人`. */
export function tokenFor(program: Program, role: string): string {
  const lines = program.printed().split('\n')
  const line = lines.findIndex((text) => text.includes(role))
  const token = /\/sign-in\/(\S+)/.exec(lines.slice(line, line + 3).join('\n'))?.[1]
  if (line < 0 || !token) throw new Error(`nobody was printed for ${role}`)
  return token
}

export async function signIn(program: Program, districtId: string, role: string): Promise<Staff> {
  const token = tokenFor(program, role)
  const reply = await fetch(`${program.url}/api/people/sign-in-links/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gongzhi': '1' },
    body: '{"phone":false}',
  })
  expect(reply.status, role).toBe(200)
  const cookie = reply.headers.get('set-cookie')?.split(';')[0] ?? ''
  const send = async (method: string, path: string, body?: unknown) =>
    fetch(`${program.url}${path}`, {
      method,
      headers: { cookie, 'x-gongzhi': '1', 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  const get = async <T>(path: string): Promise<T> => {
    const answer = await send('GET', path)
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
  const find = async (shortCode: string) => {
    const { rows } = await get<{ rows: { id: string }[] }>(`/api/cases?q=${shortCode}`)
    return get<CasePage>(`/api/cases/${rows[0]?.id}`)
  }
  const act = async (shortCode: string, action: string, body: Record<string, unknown>) => {
    const page = await find(shortCode)
    return send('POST', `/api/cases/${page.id}/${action}`, { ...body, baseVersion: page.version })
  }
  return {
    find,
    get,
    do: async (shortCode, action, body = {}) => {
      const answer = await act(shortCode, action, body)
      if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`)
      return (await answer.json()) as CasePage
    },
    refusedFor: async (shortCode, action, body = {}) => {
      const answer = await act(shortCode, action, body)
      expect(answer.ok).toBe(false)
      return ((await answer.json()) as { code: string }).code
    },
    unitId: async () => {
      const { posts } = await get<{ posts: { organisationId: string }[] }>('/api/people/me')
      return posts[0]?.organisationId ?? ''
    },
    photo: async () => {
      const fileId = randomUUID()
      const answer = await fetch(`${program.url}/api/public/${districtId}/files/${fileId}`, {
        method: 'PUT',
        headers: { 'content-type': 'image/png' },
        body: new Uint8Array(await aPicture('after')),
      })
      expect(answer.status).toBe(200)
      return fileId
    },
  }
}
