import type { Say } from '#platform/web/console/say.ts'
import type { CaseAction, CasePage, CaseRow, EventView, Ribbon } from '../../contract/index.ts'

type T = Say<'console'>

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== ''
    ? value
    : typeof value === 'number'
      ? String(value)
      : undefined

/** A detail may be a plain value or a code with its name. */
function detail(details: EventView['details'], ...names: string[]): string | undefined {
  for (const name of names) {
    const value = details[name]
    const said =
      typeof value === 'object' && value !== null && 'name' in value
        ? textOf(value.name)
        : textOf(value)
    if (said !== undefined) return said
  }
  return undefined
}

/** What nobody of the staff does: without a name it was the reporter. */
const byReporter: ReadonlySet<string> = new Set([
  'case.reported',
  'case.added',
  'case.judged',
  'case.reopened',
  'case.withdrawn',
])

/** A newer server may tell of what this page does not know yet. */
type Told<Known> = Omit<Known, 'type'> & { type: string }

/** An event as a sentence: who did what. A type that this page does not know is named as it is. */
export function sayEvent(t: T, event: Told<EventView>): string {
  const who = [event.organisation, event.post, event.who].filter(Boolean).join(' ')
  return t([`event.${event.type}`, 'event.other'], {
    who: who || t(byReporter.has(event.type) ? 'who.reporter' : 'who.system'),
    type: event.type,
    unit: detail(event.details, 'unitName', 'unit') ?? t('who.unit'),
    matter: detail(event.details, 'matterName', 'matter') ?? '',
    reason: detail(event.details, 'reasonName', 'reason') ?? '',
    code: detail(event.details, 'master', 'follower') ?? '',
    person: detail(event.details, 'personName', 'person', 'assignee') ?? '',
    entry: detail(event.details, 'entry') ?? '',
    means: detail(event.details, 'means') ?? '',
    receiver: detail(event.details, 'receiver') ?? '',
    reference: detail(event.details, 'reference') ?? '',
    interpolation: { escapeValue: false },
  })
}

/** The district and street stand in every address of a list; the end of it tells them apart. */
export const shortPlace = (row: Pick<CaseRow, 'address' | 'communityName'>): string => {
  const { address, communityName } = row
  const at = communityName === '' ? -1 : address.indexOf(communityName)
  return (at < 0 ? address : address.slice(at + communityName.length)) || communityName
}

/** A ribbon of the contract as the platform draws it: notches get their words here. */
type ToldRibbon = Omit<Ribbon, 'notches'> & { notches: readonly Told<Ribbon['notches'][number]>[] }

/** Of a message nobody has taken up yet, the time is promised for just that. */
export const ribbonOf = (t: T, row: { status: string; ribbon: ToldRibbon }) => ({
  ...row.ribbon,
  promised: row.status === 'reported' ? ('taken-up' as const) : ('done' as const),
  notches: row.ribbon.notches.map((n) => ({
    at: n.at,
    label: t([`step.${n.type}`, 'step.other'], { type: n.type }),
  })),
})

export const handsOf = (page: Pick<CasePage, 'hands'>) =>
  page.hands.map((h) => ({
    unit: h.unit,
    from: h.from,
    to: h.to,
    accepted: h.accepted,
    ...(h.person === null ? {} : { person: h.person }),
    ...(h.did === null ? {} : { did: h.did }),
  }))

/** What a refusal of the server means; an unknown code gets the plain sentence and the code. */
export const sayError = (t: T, code: string): string =>
  t([`error.${code}`, 'error.other'], { code })

/** In which order verbs are offered: what moves the case on comes first, ends come last. */
export const actionOrder: readonly CaseAction[] = [
  'receive',
  'file',
  'dispatch',
  'accept',
  'arrive',
  'finish',
  'inspect',
  'answer_verification',
  'decide_request',
  'assign',
  'settle',
  'ask_verification',
  'call_back',
  'resume',
  'reclassify',
  'relocate',
  'merge',
  'take_apart',
  'reply',
  'ask_extension',
  'ask_suspension',
  'return',
  'reopen',
  'refuse',
  'transfer',
  'withdraw',
  'void',
]

/** One key each, only for what a desk does all day. */
export const actionKeys: Partial<Record<CaseAction, string>> = {
  receive: 't',
  file: 'f',
  dispatch: 'd',
  refuse: 'r',
  ask_verification: 'v',
  inspect: 'i',
  settle: 's',
  merge: 'm',
}

export const dangerous: ReadonlySet<CaseAction> = new Set([
  'refuse',
  'transfer',
  'withdraw',
  'void',
])
