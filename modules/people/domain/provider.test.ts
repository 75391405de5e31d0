import { expect, it } from 'vitest'
import { claimValue, issuerFits } from './provider.ts'

it('takes encrypted issuers, and plain ones of this machine only', () => {
  for (const good of [
    'https://id.example.cn',
    'https://id.example.cn/realms/a',
    'http://127.0.0.1:4000',
  ])
    expect(issuerFits(good), good).toBe(true)
  for (const bad of [
    'http://id.example.cn',
    'ftp://id.example.cn',
    'https://u:p@id.example.cn',
    'https://id.example.cn/?a=1',
    'id.example.cn',
    '',
  ])
    expect(issuerFits(bad), bad).toBe(false)
})

it('reads what a provider says of a person, in the form that is stored', () => {
  expect(claimValue({ email: ' Li.Ming@Example.CN ' }, { claim: 'email', matches: 'email' })).toBe(
    'li.ming@example.cn',
  )
  expect(
    claimValue({ phone_number: '+86 138 0013-8000' }, { claim: 'phone_number', matches: 'phone' }),
  ).toBe('13800138000')
  expect(claimValue({ uid: 'LiMing' }, { claim: 'uid', matches: 'login_name' })).toBe('LiMing')
})

it('counts nothing that is empty, no text, or unproven', () => {
  const email = { claim: 'email', matches: 'email' } as const
  expect(claimValue({}, email)).toBeNull()
  expect(claimValue({ email: ' ' }, email)).toBeNull()
  expect(claimValue({ email: ['a@b.cn'] }, email)).toBeNull()
  expect(claimValue({ email: 'a@b.cn', email_verified: false }, email)).toBeNull()
  const phone = { claim: 'phone_number', matches: 'phone' } as const
  expect(
    claimValue({ phone_number: '13800138000', phone_number_verified: false }, phone),
  ).toBeNull()
})
