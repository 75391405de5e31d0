import { startOfDay, dayOfDate, dateOfDay, dayAt } from '#kernel/zone.ts'
import { calendarOf } from '#modules/catalogue/server/index.ts'
import { invalid, notFound, refused } from '#platform/server/problem.ts'
import type { StepOrder } from '../../contract/files.ts'
import { legalDue } from '../../domain/clocks.ts'
import { bodiesWith, type Authority } from '../../domain/authority.ts'
import { afterStep, isNoise } from '../../domain/ladder.ts'
import { sayArticle } from '../../domain/law.ts'
import type { Done, FileChange } from '../files/change.ts'
import { chosenParties } from '../files/parties.ts'
import { readFields } from '../papers/fields.ts'
import { makePaper } from '../papers/make.ts'
import { authoritiesOf, officeOf } from '../powers/authority.ts'
import { bodiesOf } from '../powers/officers.ts'
import { lawOf } from '../refusals.ts'
import { demandStep, orderOf } from './facts.ts'
import { paperWords as words, sayDay } from '../../domain/paper-words.ts'

type Of<Name extends StepOrder['step']> = Extract<StepOrder, { step: Name }>

/** 移送: what an order did not move goes to the body that may punish, with index, law and evidence. */
export async function handOver(change: FileChange, wish: Of<'hand_over'>): Promise<Done> {
  await demandStep(change, 'hand_over')
  const order = await orderOf(change.tx, change.row)
  const fields = order ? readFields(change.cipher, order.fields_cipher) : {}
  return goOver(change, {
    ...wish,
    power: 'punish',
    reason: 'unmended',
    type: 'handed_over',
    facts: [fields.facts, wish.words].filter(Boolean).join('\n'),
    law: fields.violated ?? sayArticle('order', 'zh-CN'),
  })
}

/** 移送函: a step that is another body's to take goes to it as a letter. */
export async function transfer(change: FileChange, wish: Of<'transfer'>): Promise<Done> {
  await demandStep(change, 'transfer')
  return goOver(change, {
    ...wish,
    power: 'order',
    reason: 'no_power',
    type: 'transferred',
    facts: wish.words,
    law: null,
  })
}

interface Going {
  paperId: string
  toAuthorityId: string
  power: 'order' | 'punish'
  reason: 'unmended' | 'no_power'
  type: 'handed_over' | 'transferred'
  facts: string
  law: string | null
  words: string
}

async function goOver(change: FileChange, going: Going): Promise<Done> {
  const { tx, row, caller, now, today } = change
  const to = await receiverOf(change, going)
  const sender = await senderOf(change, going)
  // What an order did not move goes to whoever punishes, be it the own body in another system.
  if (going.reason === 'no_power' && to.bodyId === sender.body_id)
    throw invalid('enforcement.receiver_is_sender')
  const parties = await chosenParties(tx, row, [])
  const number = await makePaper(change, {
    id: going.paperId,
    kind: 'transfer',
    numbered: { bodyId: sender.body_id, prefix: sender.prefix },
    fields: {
      body: sender.name,
      receivingBody: to.bodyName,
      parties: parties.map((p) => change.cipher.open(p.name_cipher)).join('、'),
      about: parties
        .flatMap((p) => (p.about_cipher ? [change.cipher.open(p.about_cipher)] : []))
        .join('；'),
      place: row.address,
      matter: row.matter_name,
      facts: going.facts,
      law: await lawFor(change, going, to),
      dissuasions: await sayDissuasions(change),
      index: await indexOf(change),
      date: sayDay(today),
    },
  })
  await tx
    .insertInto('enforcement.handover')
    .values({
      district_id: caller.districtId,
      id: going.paperId,
      file_id: row.id,
      paper_id: going.paperId,
      to_name: to.bodyName,
      to_system: to.system,
      reason: going.reason,
      sent_at: now,
    })
    .execute()
  return {
    type: going.type,
    patch: { state: afterStep('hand_over', 'unmended'), due_at: null, due_kind: null },
    body: {
      paperId: going.paperId,
      number,
      to: to.bodyName,
      system: to.system,
      reason: going.reason,
    },
    personal: { words: going.words },
  }
}

/** It goes to a body that has the power: nobody else may be named. */
async function receiverOf(change: FileChange, going: Going): Promise<Authority> {
  const entries = await authoritiesOf(change.tx, change.caller.districtId)
  const ask = { matterCode: change.row.matter_code, day: change.today }
  const bodies = [
    ...bodiesWith(entries, { ...ask, power: going.power }),
    ...bodiesWith(entries, { ...ask, power: 'punish' }),
  ]
  const to = bodies.find((entry) => entry.id === going.toAuthorityId)
  if (!to) throw invalid('enforcement.receiver_unknown')
  return to
}

/**
 * The body that has acted, where the caller may write in its name: what it ordered it hands over alone.
 * A letter of transfer is otherwise that of the caller's own body.
 */
async function senderOf(change: FileChange, { reason }: Going) {
  const { tx, row, caller } = change
  const own = await bodiesOf(change)
  const acted = row.body_id
  const mayWriteForIt = acted !== null && own.includes(acted)
  if (reason === 'unmended' && !mayWriteForIt) {
    const office = acted === null ? undefined : await officeOf(tx, caller.districtId, acted)
    throw refused('enforcement.not_your_power', {
      bodies: office ? [office.name] : [],
      law: lawOf('delegated'),
    })
  }
  for (const bodyId of mayWriteForIt ? [acted] : own) {
    const office = await officeOf(tx, caller.districtId, bodyId) // oxlint-disable-line no-await-in-loop -- two or three at most
    if (office) return office
  }
  throw invalid('enforcement.office_missing')
}

/** The law under which the receiving body has the power, as its entry says it. */
async function lawFor(change: FileChange, going: Going, to: Authority): Promise<string> {
  const entry = await change.tx
    .selectFrom('enforcement.authority')
    .select(['law', 'paper_title'])
    .where('district_id', '=', change.caller.districtId)
    .where('id', '=', to.id)
    .executeTakeFirst()
  const noise = isNoise(change.row.matter_code) ? sayArticle('noiseDissuasion', 'zh-CN') : ''
  const said = [entry?.law || going.law || entry?.paper_title, noise].filter(Boolean)
  return said.join('；') || sayArticle('delegated', 'zh-CN')
}

/** Who dissuaded when: for noise the law asks for it, for everything else it helps. */
async function sayDissuasions({ tx, row, timeZone }: FileChange): Promise<string> {
  const steps = await tx
    .selectFrom('enforcement.step')
    .select(['at', 'body', 'personal'])
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .where('type', '=', 'dissuaded')
    .orderBy('seq')
    .execute()
  if (steps.length === 0) return words.none
  return steps
    .map(({ at, body, personal }) => {
      const by = textOf(body, 'by')
      const who = new Map(Object.entries(words.dissuader)).get(by) ?? words.dissuader.other
      return `${dateOfDay(dayAt(timeZone, at.getTime()))} ${who}${words.dissuaded}：${textOf(personal, 'words')}`
    })
    .join('\n')
}

const textOf = (of: unknown, name: string): string => {
  const value: unknown =
    typeof of === 'object' && of !== null ? (of as Record<string, unknown>)[name] : '' // oxlint-disable-line typescript/no-unsafe-type-assertion -- any object is a record of unknowns
  return typeof value === 'string' ? value : ''
}

/** What goes along: the papers with their numbers, and how many pictures. */
async function indexOf({ tx, row }: FileChange): Promise<string> {
  const papers = await tx
    .selectFrom('enforcement.paper')
    .select(['kind', 'number'])
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('seq')
    .execute()
  const { n } = await tx
    .selectFrom('enforcement.evidence')
    .select((eb) => eb.fn.countAll<string>().as('n'))
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .executeTakeFirstOrThrow()
  const lines = papers.map(
    ({ kind, number }) => `${words.kind[kind as keyof typeof words.kind]}${number ?? ''}`, // oxlint-disable-line typescript/no-unsafe-type-assertion -- a check constraint holds it
  )
  if (Number(n) > 0) lines.push(words.pictures.replace('{n}', String(Number(n))))
  return lines.map((line, index) => `${index + 1}. ${line}`).join('\n') || words.none
}

/** What they say of it: their number, their state, their days. Their procedure stays theirs. */
export async function news(change: FileChange, wish: Of<'news'>): Promise<Done> {
  await demandStep(change, 'news')
  const { tx, caller, now, timeZone } = change
  const handover = await letterBefore(change, wish.on)
  const decided = wish.theirs === 'decided' || wish.theirs === 'not_punished'
  await tx
    .updateTable('enforcement.handover')
    .set({
      state: wish.theirs,
      ...(wish.theirNumber === '' ? {} : { their_number: wish.theirNumber }),
      ...(wish.theirs === 'filed' ? { filed_on: wish.on } : {}),
      ...(decided ? { decided_on: wish.on, on_the_spot: wish.onTheSpot } : {}),
    })
    .where('district_id', '=', caller.districtId)
    .where('id', '=', handover.id)
    .execute()
  const state = afterStep('news', 'handed_over', { theirs: wish.theirs })
  const filedAt = new Date(startOfDay(timeZone, dayOfDate(wish.on)))
  const until =
    wish.theirs === 'filed'
      ? legalDue('decide', filedAt, await calendarOf(tx, caller.districtId)).dueAt
      : null
  return {
    type: 'news_came',
    patch: {
      state,
      ...(until || state !== 'handed_over'
        ? { due_at: until, due_kind: until ? 'decision' : null, rung_at: null, escalated_at: null }
        : {}),
      ...(state === 'decided' ? { ended_at: now } : {}),
    },
    body: { theirs: wish.theirs, theirNumber: wish.theirNumber, on: wish.on },
    personal: { words: wish.words },
  }
}

/** The letter that news of this day is about. */
async function letterBefore({ tx, row, today, timeZone }: FileChange, day: string) {
  if (day > today) throw invalid('enforcement.news_in_future')
  const handover = await tx
    .selectFrom('enforcement.handover')
    .selectAll()
    .where('district_id', '=', row.district_id)
    .where('file_id', '=', row.id)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!handover) throw notFound('enforcement.handover_not_found')
  if (day < dateOfDay(dayAt(timeZone, handover.sent_at.getTime())))
    throw invalid('enforcement.news_before_letter')
  return handover
}
