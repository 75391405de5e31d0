import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Cookie } from 'playwright-core'
import type { SharedProgram } from './build.ts'

/** The one-time token that the program printed for a role such as `鄂城区 市政主理人`. */
export function tokenIn(printed: string, role: string): string {
  const lines = printed.split('\n')
  const line = lines.findIndex((text) => text.includes(role))
  const token = /\/sign-in\/(\S+)/.exec(lines.slice(line, line + 3).join('\n'))?.[1]
  if (line < 0 || !token) throw new Error(`nobody was printed for ${role}`)
  return token
}

/** A link opens one session; journeys that follow each other share it, so it lies beside the data. */
export async function sessionOf(
  program: Omit<SharedProgram, 'begun'>,
  role: string,
): Promise<Cookie[]> {
  const token = tokenIn(program.printed, role)
  // By the link: a person may be called by title, and by title and name.
  const file = join(program.folder, `journey-${token}.json`)
  const kept = await readFile(file, 'utf8').catch(() => null)
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- written below
  if (kept !== null) return JSON.parse(kept) as Cookie[]
  const reply = await fetch(`${program.url}/api/people/sign-in-links/${token}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-gongzhi': '1' },
    body: '{"phone":true}',
  })
  if (!reply.ok) throw new Error(`${role}: ${reply.status} ${await reply.text()}`)
  const [name = '', value = ''] =
    (reply.headers.get('set-cookie') ?? '').split(';')[0]?.split('=', 2) ?? []
  const cookies: Cookie[] = [
    {
      name,
      value,
      domain: '127.0.0.1',
      path: '/',
      expires: -1,
      httpOnly: true,
      secure: false,
      sameSite: 'Lax',
    },
  ]
  await writeFile(file, JSON.stringify(cookies))
  return cookies
}
