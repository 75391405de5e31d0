/** An order as every sender means it, whatever its fields are called there. Absent is: not said. */
export interface Order {
  externalId: string
  /** Free words of the sender, kept and shown as they are. */
  channel?: string
  type?: string
  nature?: string
  category?: string
  tags?: string
  related?: string
  leadUnit?: string
  supportUnits?: string
  company?: string
  title?: string
  words?: string
  askedAt?: string
  name?: string
  phone?: string
  anonymous?: boolean
  confidential?: boolean
  repeated?: boolean
  address?: string
  spot?: string
  street?: string
  community?: string
  lon?: number
  lat?: number
  urgency?: 'routine' | 'urgent' | 'emergency'
  dueAt?: string
  returnUntil?: string
  changedAt?: string
  state?: 'open' | 'cancelled' | 'again'
  stateWords?: string
  pictures?: string[]
  callbackAt?: string
  callbackWay?: string
  contacted?: boolean
  solved?: 'yes' | 'part' | 'no'
  satisfied?: 1 | 2 | 3
  callbackWords?: string
}

export const orderFields = [
  'externalId',
  'channel',
  'type',
  'nature',
  'category',
  'tags',
  'related',
  'leadUnit',
  'supportUnits',
  'company',
  'title',
  'words',
  'askedAt',
  'name',
  'phone',
  'anonymous',
  'confidential',
  'repeated',
  'address',
  'spot',
  'street',
  'community',
  'lon',
  'lat',
  'urgency',
  'dueAt',
  'returnUntil',
  'changedAt',
  'state',
  'stateWords',
  'pictures',
  'callbackAt',
  'callbackWay',
  'contacted',
  'solved',
  'satisfied',
  'callbackWords',
] as const satisfies readonly (keyof Order)[]
export type OrderField = (typeof orderFields)[number]

/** What a call-back says: a verdict of its own, no change of the order. */
const verdictFields = [
  'callbackAt',
  'callbackWay',
  'contacted',
  'solved',
  'satisfied',
  'callbackWords',
] as const satisfies readonly OrderField[]

const isVerdictField = (field: string) => (verdictFields as readonly string[]).includes(field)
/** These say when and that, and are no news by themselves. */
const silent: ReadonlySet<string> = new Set([
  'externalId',
  'changedAt',
  'state',
  'stateWords',
  'pictures',
])

/** The order without its call-back and its pictures: what is kept and compared. */
export function keptOf(order: Order): Partial<Order> {
  return Object.fromEntries(
    Object.entries(order).filter(
      ([field, value]) => value !== undefined && !isVerdictField(field) && field !== 'pictures',
    ),
  )
}

/**
 * What a later version of an order says that the one before did not: fields that are named and differ.
 * What is left out has not changed.
 */
export function changesOf(before: Partial<Order>, after: Order): OrderField[] {
  const kept = keptOf(after)
  return orderFields.filter(
    (field) =>
      field in kept &&
      !silent.has(field) &&
      JSON.stringify(kept[field]) !== JSON.stringify(before[field]),
  )
}

/** Whether this one is older than what is known: it came late and changes nothing. */
export const isStale = (knownAt: Date | null, order: Order): boolean =>
  knownAt !== null && order.changedAt !== undefined && new Date(order.changedAt) < knownAt

/** Whether a call-back is told with it. */
export const hasVerdict = (order: Order): boolean =>
  order.contacted !== undefined || order.solved !== undefined || order.satisfied !== undefined

/** The words of the case: the title of the order leads, unless the words begin with it anyway. */
export function caseWordsOf(order: Order): string {
  const [title = '', words = ''] = [order.title?.trim(), order.words?.trim()]
  if (title === '' || words.startsWith(title)) return words
  return words === '' ? title : `${title}\n${words}`
}

/** Where it is, as far as it is said: the address, else the spot, behind street and community. */
export function caseAddressOf(order: Order): string {
  const { address = '', spot = '' } = order
  if (address !== '') return spot !== '' && !address.includes(spot) ? `${address} ${spot}` : address
  return [order.street, order.community, spot].filter((part) => part).join(' ')
}
