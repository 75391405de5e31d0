import type { Allowance } from '#kernel/working-time.ts'
import caseStandards from '../presets/case-standards.json' with { type: 'json' }
import guideItems from '../presets/guide-items.json' with { type: 'json' }
import legacy from '../presets/legacy-2013.json' with { type: 'json' }
import reasons from '../presets/reasons.json' with { type: 'json' }
import stageLimits from '../presets/stage-limits.json' with { type: 'json' }
import standard from '../presets/standard-2026.json' with { type: 'json' }
import stateDays from '../presets/state-days.json' with { type: 'json' }
import { AllowanceShape, PolicyLimitsShape } from '../contract/index.ts'
import { itemClasses, matterKey, matterKinds, reasonKinds, urgencies } from '../domain/matter.ts'
import type { ItemClass, MatterKind, ReasonKind, Urgency } from '../domain/matter.ts'
import { deskStages, type PolicyLimits } from '../domain/policy.ts'

/** The edition that the codes are of. */
const STANDARD = 'GB/T 47678.5-2026'
/** Where the preset says nothing else, the kind of a case standard is the matter, not the thing. */
const STANDARD_KIND: MatterKind = 'matter'

/** Presets are our own files: a word that is none of the list is a fault, found by the first test. */
function oneOf<Word extends string>(words: readonly Word[], word: string): Word {
  const found = words.find((w) => w === word)
  if (found === undefined) throw new Error(`a preset says ${word}`)
  return found
}

/** The presets call 宣传 publicity. */
const classOf = (word: string): ItemClass =>
  oneOf(itemClasses, word === 'publicity' ? 'outreach' : word)

export const presetStandardCodes = () =>
  standard.items.map((i) => ({
    standard: STANDARD,
    kind: oneOf(matterKinds, i.kind),
    code: i.code,
    name: i.name,
    major: i.major,
    major_name: i.majorName,
    component_code: i.componentCode,
  }))

export const presetLegacyCodes = () =>
  legacy.items.map((i) => ({
    kind: oneOf(matterKinds, i.kind),
    legacy_code: i.code,
    name: i.name,
    code: i.to,
    confidence: i.certain ? 'certain' : 'derived',
  }))

export const presetStateDays = () =>
  stateDays.days.map((d) => ({
    day: d.date,
    off: d.off,
    name: d.name,
    source: stateDays.meta.source,
  }))

export const presetGuideItems = () =>
  guideItems.items.map((i) => ({
    code: i.code,
    class: classOf(i.class),
    name: i.name.zh,
    name_en: i.name.en,
    steps: i.steps,
    evidence: i.evidence,
    legal_basis: [i.legalBasis].flat().join('；'),
    owner: i.owner,
    settle_alone: i.settleAlone,
    next_step: i.residentSentence.zh,
    next_step_en: i.residentSentence.en,
  }))

export interface PresetMatter {
  kind: MatterKind
  code: string
  name: string
  major: string
  majorName: string
  guideItemCode: string | null
  filingStandard: string
  closingStandard: string
  hint: string
  lead: string
  urgency: Urgency
  hazard: boolean
  origin: 'standard' | 'preset'
}

const NOTHING_SET = {
  guideItemCode: null,
  filingStandard: '',
  closingStandard: '',
  hint: '',
  lead: '',
  urgency: 'routine',
  hazard: false,
  origin: 'standard',
} as const

/** Every code of the standard, with our filing and closing standards where we have them, and ours. */
export function presetMatters(): PresetMatter[] {
  const codes = presetStandardCodes()
  const own = new Map(caseStandards.items.map((i) => [`${STANDARD_KIND}/${i.code}`, i]))
  const majors = new Map(codes.map((c) => [`${c.kind}/${c.major}`, c.major_name]))
  const extensions = caseStandards.items
    .filter((i) => i.extension)
    .map((i) => {
      const major = i.code.slice(0, 2)
      const major_name = majors.get(`${STANDARD_KIND}/${major}`) ?? ''
      return { kind: STANDARD_KIND, code: i.code, name: i.name, major, major_name }
    })
  return [...codes, ...extensions].map((c) => {
    const { kind, code, name, major, major_name: majorName } = c
    const named = { kind, code, name, major, majorName }
    const set = own.get(matterKey(c))
    if (!set) return Object.assign(named, NOTHING_SET)
    return Object.assign(named, {
      guideItemCode: set.guideItem,
      filingStandard: set.filing,
      closingStandard: set.closing,
      hint: set.hint,
      lead: set.lead,
      urgency: oneOf(urgencies, set.urgency),
      hazard: set.hazard ?? false,
      origin: 'preset' as const,
    })
  })
}

interface PresetReason {
  code: string
  zh: string
  en: string
  door?: { zh: string; en: string }
}

export function presetReasons() {
  const lists: Partial<Record<ReasonKind, PresetReason[]>> = reasons
  return reasonKinds.flatMap((kind) =>
    (lists[kind] ?? []).map(({ code, zh, en, door }, index) => ({
      kind,
      code,
      position: index + 1,
      name: zh,
      name_en: en,
      door: door?.zh ?? '',
      door_en: door?.en ?? '',
    })),
  )
}

type ByWord = Record<Urgency, Allowance>

/** The first version of a district's policy, whole. */
export function presetPolicy(): PolicyLimits {
  const desk = deskStages.map((stage) => {
    const found = stageLimits.stages.find((s) => s.stage === stage)
    if (!found) throw new Error(`the presets have no limit for ${stage}`)
    const limit = AllowanceShape.parse(found.limit)
    const emergency = AllowanceShape.parse(found.emergency ?? found.limit)
    return [stage, { routine: limit, urgent: limit, emergency }]
  })
  const handling = itemClasses.map((c): [ItemClass, ByWord] => [c, handlingOf(c)])
  const other = handlingOf('management')
  return PolicyLimitsShape.parse({
    desk: Object.fromEntries(desk),
    handling: { ...Object.fromEntries(handling), other },
    own: Object.fromEntries(
      caseStandards.items.map((i) => [
        matterKey({ kind: STANDARD_KIND, code: i.code }),
        { handle: i.limit },
      ]),
    ),
  })
}

function handlingOf(itemClass: ItemClass): ByWord {
  const limitOf = (urgency: Urgency) =>
    AllowanceShape.parse(
      stageLimits.handling.find((h) => classOf(h.class) === itemClass && h.urgency === urgency)
        ?.limit,
    )
  return { routine: limitOf('routine'), urgent: limitOf('urgent'), emergency: limitOf('emergency') }
}
