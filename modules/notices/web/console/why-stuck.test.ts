import { expect, it } from 'vitest'
import { whyStuck } from './why-stuck.ts'

it.each([
  ['this channel is not set up', 'not_set_up'],
  ['connect ECONNREFUSED 127.0.0.1:25', 'unreachable'],
  ['Invalid login: 535 Authentication failed', 'sign_in'],
  ['550 5.1.1 user unknown', 'address'],
  ['the hook answered 403', 'refused'],
  ['something else', 'other'],
  [null, 'other'],
] as const)('%s is %s', (error, why) => {
  expect(whyStuck(error)).toBe(why)
})
