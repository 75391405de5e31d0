import { randomUUID } from 'node:crypto'
import { expect, inject, it } from 'vitest'
import { aPlace, aPlaceLike, report, startProgram } from './program.ts'

it('loses nothing that was acknowledged when the program is killed under load', async () => {
  const begun = inject('program')?.begun
  const place = begun === undefined ? await aPlace() : await aPlaceLike(begun)
  const first = await startProgram(place)
  const acknowledged = new Map<string, string>()
  const load = new AbortController()
  const clients = Array.from({ length: 8 }, async () => {
    while (!load.signal.aborted) {
      const clientId = randomUUID()
      const receipt = await report(first.url, clientId).catch(() => null)
      if (receipt) acknowledged.set(clientId, receipt.number)
    }
  })
  await new Promise((resolve) => setTimeout(resolve, 3000))
  first.kill()
  load.abort()
  await Promise.all(clients)
  expect(acknowledged.size).toBeGreaterThan(20)

  const second = await startProgram(place)
  try {
    // The same send again must find its case: same id, same number, nothing new.
    for (const [clientId, number] of acknowledged)
      expect((await report(second.url, clientId)).number).toBe(number)
    expect(new Set(acknowledged.values()).size).toBe(acknowledged.size)
  } finally {
    await second.stop()
    await place.remove()
  }
})
