import type { Caller } from '#platform/server/caller.ts'
import { transact, type Tx } from '#platform/server/database.ts'
import { mount, type Wiring } from '#platform/server/mount.ts'
import { notFound } from '#platform/server/problem.ts'
import * as contract from '../../contract/rosters.ts'
import { nameOf } from '../directory.ts'
import { keepInScope } from '../grants.ts'
import { signedInPerson } from '../own-routes.ts'
import { calendarLinks, calendarOf, makeLink, revokeLink } from './calendar.ts'
import { dutySettings } from './ground.ts'
import { listNotes, takeShiftNote, writeShiftNote } from './notes.ts'
import { onDuty } from './on-duty.ts'
import { saveDutySettings } from './settings.ts'
import { changeShifts, planPattern, saveShiftKind } from './plan.ts'
import { listSwaps } from './swap-rows.ts'
import { askForSwap, decideSwap } from './swaps.ts'
import { ownShifts, rosterView, swapPartners } from './views.ts'

export function rosterRoutes(w: Wiring): void {
  planningRoutes(w)
  settingsRoutes(w)
  ownRosterRoutes(w)
  noteRoutes(w)
  calendarRoutes(w)
}

function planningRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.readRoster, async ({ caller, query }) => ({
    roster: await rosterView(db, caller, { ...query, now: clock() }),
  }))

  mount(w, contract.saveShiftKind, ({ caller, body }) =>
    transact(db, (tx) => saveShiftKind(tx, caller, { ...body, now: clock() })),
  )

  mount(w, contract.changeRoster, ({ caller, body }) =>
    transact(db, (tx) => changeShifts(tx, caller, { ...body, now: clock() })),
  )

  mount(w, contract.applyPattern, ({ caller, body }) =>
    transact(db, async (tx) => {
      const { leftOut, ...done } = await planPattern(tx, caller, { ...body, now: clock() })
      const personIds = leftOut.map((one) => one.personId)
      const { persons } = await nameOf(tx, caller.districtId, { personIds })
      return {
        ...done,
        leftOut: leftOut.map((one) =>
          Object.assign({}, one, { personName: persons.get(one.personId) ?? '' }),
        ),
      }
    }),
  )

  mount(w, contract.readOnDuty, async ({ caller }) => {
    const now = clock()
    const { areas } = caller.scope
    return {
      now: now.toISOString(),
      onDuty: await onDuty(db, caller.districtId, { on: now, areas }),
    }
  })
}

function settingsRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.readDutySettings, ({ caller }) => dutySettings(db, caller.districtId))

  mount(w, contract.saveDutySettings, ({ caller, body }) =>
    transact(db, async (tx) => {
      keepInScope(caller, [])
      await saveDutySettings(tx, caller, { ...body, now: clock() })
      return dutySettings(tx, caller.districtId)
    }),
  )
}

function ownRosterRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.readOwnShifts, ({ caller }) => ownShifts(db, caller, clock()))

  mount(w, contract.findSwapPartners, async ({ caller, params }) => ({
    partners: await swapPartners(db, caller, { ...params, now: clock() }),
  }))

  mount(w, contract.askSwap, ({ caller, body }) =>
    transact(db, async (tx) => {
      await askForSwap(tx, caller, { ...body, now: clock() })
      return oneSwap(tx, caller, { id: body.id, now: clock() })
    }),
  )

  mount(w, contract.actOnSwap, ({ caller, params, body }) =>
    transact(db, async (tx) => {
      await decideSwap(tx, caller, { ...params, ...body, now: clock() })
      return oneSwap(tx, caller, { id: params.swapId, now: clock() })
    }),
  )
}

async function oneSwap(tx: Tx, caller: Caller, of: { id: string; now: Date }) {
  const [swap] = await listSwaps(tx, caller, of)
  if (!swap) throw notFound('people.swap_not_found')
  return swap
}

function noteRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.writeNote, ({ caller, body }) =>
    transact(db, async (tx) => {
      await writeShiftNote(tx, caller, { ...body, now: clock() })
      return oneNote(tx, caller, body)
    }),
  )

  mount(w, contract.takeNote, ({ caller, params: { noteId } }) =>
    transact(db, async (tx) => {
      await takeShiftNote(tx, caller, { noteId, now: clock() })
      const row = await tx
        .selectFrom('people.shift_note')
        .select('station_id')
        .where('district_id', '=', caller.districtId)
        .where('id', '=', noteId)
        .executeTakeFirstOrThrow()
      return oneNote(tx, caller, { id: noteId, stationId: row.station_id })
    }),
  )
}

async function oneNote(tx: Tx, caller: Caller, of: { id: string; stationId: string }) {
  const one = { id: of.id, stationIds: [of.stationId], mayTake: [] }
  const [note] = await listNotes(tx, caller, one)
  if (!note) throw notFound('people.note_not_found')
  return note
}

function calendarRoutes(w: Wiring): void {
  const { db, clock } = w
  mount(w, contract.listCalendarLinks, async ({ caller }) => {
    signedInPerson(caller)
    return { links: await calendarLinks(db, caller) }
  })

  mount(w, contract.makeCalendarLink, ({ caller, body }) =>
    transact(db, (tx) => makeLink(tx, caller, { ...body, now: clock() })),
  )

  mount(w, contract.revokeCalendarLink, ({ caller, params }) =>
    transact(db, async (tx) => {
      await revokeLink(tx, caller, { ...params, now: clock() })
      return {}
    }),
  )

  mount(w, contract.readCalendar, async ({ params, http }) => {
    const text = await calendarOf(db, params.key, clock())
    return http.reply
      .type('text/calendar; charset=utf-8')
      .header('cache-control', 'private, max-age=900')
      .header('content-disposition', 'inline; filename="shifts.ics"')
      .serializer((body: unknown) => String(body)) // oxlint-disable-line typescript/no-base-to-string -- it is a text
      .send(text)
  })
}
