import { expect, it } from 'vitest'
import { anonymous } from '#platform/server/caller.ts'
import { askLimit, floodLimit, pictureLimit } from './flood-limit.ts'

const start = Date.parse('2026-11-23T02:00:15Z')

it('lets a crowd behind one address report, and refuses a flood until the minute is over', () => {
  let now = start
  const limit = floodLimit(() => new Date(now), { perAddress: 60, perPlace: 5 })
  const from = anonymous('420704', '10.0.0.1')
  const nowhere = { lon: null, lat: null }
  for (let n = 0; n < 60; n++) limit(from, nowhere)
  expect(() => limit(from, nowhere)).toThrow(
    expect.objectContaining({ status: 429, details: { retryAfterSeconds: 45 } }),
  )
  limit(anonymous('420704', '10.0.0.2'), nowhere)
  now += 60_000
  limit(from, nowhere)
  const lamp = { lon: 114.89, lat: 30.39 }
  for (let n = 0; n < 5; n++) limit(anonymous('420704', `10.0.1.${n}`), lamp)
  expect(() => limit(anonymous('420704', '10.0.1.9'), lamp)).toThrow('request.too_many')
})

it('lets an address ask so often and no oftener, whatever it asks', () => {
  const limit = askLimit(() => new Date(start), { perAddress: 3 })
  for (const district of ['420704', '420902', '421202']) limit(anonymous(district, '10.0.0.1'))
  expect(() => limit(anonymous('420704', '10.0.0.1'))).toThrow('request.too_many')
  limit(anonymous('420704', '10.0.0.2'))
})

const small = (agent: string) => ({ ip: '10.0.0.1', agent, bytes: 1000 })

it('counts pictures by device and by address, in number and in bytes', () => {
  const limit = pictureLimit(() => new Date(start), { perAddress: 400 })
  for (let n = 0; n < 100; n++) limit(small('one'))
  expect(() => limit(small('one'))).toThrow('request.too_many')
  for (let n = 0; n < 300; n++) limit(small(`phone ${n}`))
  expect(() => limit(small('another'))).toThrow('request.too_many')
  limit({ ip: '10.0.0.2', agent: 'one', bytes: 1000 })

  const large = { ip: '10.0.0.3', agent: 'one', bytes: 30 * 1024 * 1024 }
  for (let n = 0; n < 6; n++) limit(large)
  expect(() => limit(large)).toThrow('request.too_many')
})
