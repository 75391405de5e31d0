/** What a code of GB/T 47678.5 names: a thing that stands there, or something that is the matter. */
export const matterKinds = ['component', 'matter'] as const
export type MatterKind = (typeof matterKinds)[number]

/** The four classes of the district's guide: 宣传 服务 管理 执法. */
export const itemClasses = ['outreach', 'service', 'management', 'enforcement'] as const
export type ItemClass = (typeof itemClasses)[number]

export const urgencies = ['routine', 'urgent', 'emergency'] as const
export type Urgency = (typeof urgencies)[number]

/** Where a row comes from: the national standard, what we ship, or the district itself. */
export const origins = ['standard', 'preset', 'district'] as const
export type Origin = (typeof origins)[number]

export const reasonKinds = [
  'refusal',
  'return',
  'extension',
  'suspension',
  'rework',
  'reopening',
  'void',
  'transfer',
] as const
export type ReasonKind = (typeof reasonKinds)[number]

export interface MatterRef {
  readonly kind: MatterKind
  readonly code: string
}

/** One text for a matter, for keys of revisions and of a policy's own standards. */
export const matterKey = ({ kind, code }: MatterRef): string => `${kind}/${code}`
