import { transact } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { mountSheet } from '#platform/server/spreadsheet/index.ts'
import * as contract from '../contract/edit-addresses.ts'
import { addressSheet } from '../contract/sheets.ts'
import { listAddresses, readAddress } from './addresses.ts'
import {
  doorplatesOf,
  findDoorplate,
  issueDoorplate,
  makeDoorplates,
  revokeDoorplate,
} from './doorplates.ts'
import { importAddresses } from './import-addresses.ts'
import { keepAddress } from './keep-address.ts'
import { recordChange } from './revisions.ts'
import { keepInScope, largeBodies, mayEditFor } from './route-parts.ts'
import { addressesSheet } from './sheets/addresses.ts'

export function addressRoutes(w: Wiring): void {
  keepAddresses(w)
  takeAddresses(w)
  keepDoorplates(w)
  mountSheet(w, addressSheet, addressesSheet)
}

function keepAddresses(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listAddresses, ({ caller, query }) =>
    listAddresses(db, caller.districtId, query),
  )

  mount(w, contract.saveAddress, ({ caller, body }) =>
    transact(db, async (tx) => (await keepAddress(tx, caller, body, clock())).address),
  )
}

function takeAddresses(w: Wiring): void {
  const { db, clock } = w
  largeBodies(w, (large) => {
    mount(large, contract.importAddresses, ({ caller, body }) =>
      transact(db, async (tx) => {
        const result = await importAddresses(tx, {
          ...body,
          districtId: caller.districtId,
          mayEdit: mayEditFor(caller),
        })
        const { faults, ...after } = result
        if (!body.dryRun && faults.length === 0 && after.added + after.changed > 0)
          await recordChange(tx, caller, {
            act: 'places.addresses_imported',
            kind: 'address',
            id: caller.districtId,
            now: clock(),
            after,
          })
        return result
      }),
    )
  })
}

function keepDoorplates(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listDoorplates, async ({ caller, params }) => ({
    doorplates: await doorplatesOf(db, caller.districtId, params.addressId),
  }))

  mount(w, contract.issueDoorplate, ({ caller, params: { addressId } }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const { communityCode, fullText } = await readAddress(tx, districtId, addressId)
      keepInScope(caller, communityCode)
      const plate = await issueDoorplate(tx, { districtId, addressId, now: clock() })
      const change = {
        kind: 'doorplate' as const,
        id: addressId,
        now: clock(),
        after: { fullText },
      }
      await recordChange(tx, caller, { act: 'places.doorplate_issued', ...change })
      return plate
    }),
  )

  mount(w, contract.makeDoorplates, ({ caller, body: { addressIds } }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const addresses = new Map<string, Awaited<ReturnType<typeof readAddress>>>()
      for (const id of addressIds) {
        // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
        const address = await readAddress(tx, districtId, id)
        keepInScope(caller, address.communityCode)
        addresses.set(id, address)
      }
      const { made, all } = await makeDoorplates(tx, { districtId, addressIds, now: clock() })
      const act = 'places.doorplate_issued'
      for (const { addressId } of made)
        // oxlint-disable-next-line no-await-in-loop -- one transaction, one connection
        await recordChange(tx, caller, {
          act,
          kind: 'doorplate',
          id: addressId,
          now: clock(),
          after: { fullText: addresses.get(addressId)?.fullText },
        })
      return {
        made: made.length,
        doorplates: all.map((plate) => {
          const { name = '', fullText = '' } = addresses.get(plate.addressId) ?? {}
          return Object.assign(plate, { name, fullText })
        }),
      }
    }),
  )

  mount(w, contract.revokeDoorplate, ({ caller, params: { token }, body }) =>
    transact(db, async (tx) => {
      const { districtId } = caller
      const { addressId, revokedAt } = await findDoorplate(tx, districtId, token)
      const { communityCode, fullText } = await readAddress(tx, districtId, addressId)
      keepInScope(caller, communityCode)
      const plate = await revokeDoorplate(tx, { districtId, token, now: clock() })
      const change = {
        kind: 'doorplate' as const,
        id: addressId,
        now: clock(),
        after: { fullText },
      }
      if (revokedAt === null)
        await recordChange(tx, caller, { act: 'places.doorplate_revoked', ...change })
      if (body?.replace !== true) return { ...plate, replacedBy: null }
      const { made, all } = await makeDoorplates(tx, {
        districtId,
        addressIds: [addressId],
        now: clock(),
      })
      if (made.length > 0)
        await recordChange(tx, caller, { act: 'places.doorplate_issued', ...change })
      return { ...plate, replacedBy: all[0]?.token ?? null }
    }),
  )
}
