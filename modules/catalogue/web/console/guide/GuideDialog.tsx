import { Checkbox, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import {
  editGuideItem,
  itemClasses,
  type GuideItemEdit,
  type GuideItemView,
  type ItemClass,
} from '../../../contract/index.ts'
import { filledLines, OrderedLines } from '../OrderedLines.tsx'
import { EditFrame, Field, useSaving } from '../saving.tsx'

export interface GuideStart {
  code: string
  edit: GuideItemEdit
  /** The version that the editor saw; null makes a new item. */
  baseVersion: number | null
}

const prefixes: Record<ItemClass, string> = {
  outreach: 'XC',
  service: 'FW',
  management: 'GL',
  enforcement: 'ZF',
}

/** The next code of a class: one past the highest, since cases name the retired ones, too. */
export function nextItemCode(itemClass: ItemClass, codes: readonly string[]): string {
  const prefix = prefixes[itemClass]
  const numbers = codes.filter((c) => c.startsWith(prefix)).map((c) => Number(c.slice(2)))
  return `${prefix}${String(Math.max(0, ...numbers) + 1).padStart(2, '0')}`
}

export const newItem = (itemClass: ItemClass, rows: readonly GuideItemView[]): GuideStart => ({
  code: nextItemCode(
    itemClass,
    rows.map((r) => r.code),
  ),
  baseVersion: null,
  edit: {
    class: itemClass,
    name: '',
    nameEn: '',
    steps: [],
    evidence: [],
    legalBasis: '',
    owner: '',
    settleAlone: false,
    nextStep: '',
    nextStepEn: '',
    active: true,
  },
})

/** What may be edited of an item, as it is now or as it was. */
export const editOfItem = (i: Omit<GuideItemView, 'version'>): GuideItemEdit => ({
  class: i.class,
  name: i.name,
  nameEn: i.nameEn,
  steps: i.steps,
  evidence: i.evidence,
  legalBasis: i.legalBasis,
  owner: i.owner,
  settleAlone: i.settleAlone,
  nextStep: i.nextStep,
  nextStepEn: i.nextStepEn,
  active: i.active,
})

export interface GuideDialogProps {
  title: string
  start: GuideStart
  reason?: string | undefined
  consequence?: string | undefined
  onClose: () => void
}

export function GuideDialog(props: GuideDialogProps) {
  const { t } = useTranslation('catalogueConsole')
  // What was seen when it was opened: the page behind may move on meanwhile.
  const [{ code, edit, baseVersion }] = useState(props.start)
  const [draft, setDraft] = useState(edit)
  const set = (change: Partial<GuideItemEdit>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving((reason) => {
    const lines = { steps: filledLines(draft.steps), evidence: filledLines(draft.evidence) }
    return call(editGuideItem, {
      params: { code },
      body: { ...draft, ...lines, baseVersion, reason },
    })
  }, props.onClose)
  return (
    <EditFrame
      title={`${props.title} ${code}`}
      width={760}
      saving={saving}
      ready={draft.name.trim() !== '' && draft.nameEn.trim() !== ''}
      onClose={props.onClose}
      consequence={props.consequence ?? t('guide.then')}
      reason={props.reason}
    >
      <GuideFields draft={draft} set={set} />
    </EditFrame>
  )
}

function GuideFields(props: {
  draft: GuideItemEdit
  set: (change: Partial<GuideItemEdit>) => void
}) {
  const { t } = useTranslation('catalogueConsole')
  const { draft, set } = props
  const id = useId()
  const texts = (names: readonly ('name' | 'nameEn' | 'owner' | 'nextStep' | 'nextStepEn')[]) =>
    names.map((name) => (
      <Field key={name} name={name} id={id + name} label={t(`field.${name}`)}>
        <Input.TextArea
          id={id + name}
          autoSize={{ minRows: 1, maxRows: 4 }}
          value={draft[name]}
          maxLength={name.startsWith('nextStep') ? 500 : name === 'nameEn' ? 160 : 80}
          onChange={(e) => set({ [name]: e.target.value })}
        />
      </Field>
    ))
  return (
    <>
      <div className="edit-field">
        <span>{t('field.class')}</span>
        <Choices
          look="button"
          label={t('field.class')}
          value={draft.class}
          values={itemClasses}
          say={(c) => t(`class.${c}`)}
          onChange={(itemClass) => set({ class: itemClass })}
        />
      </div>
      {texts(['name', 'nameEn', 'owner'])}
      <Checkbox
        checked={draft.settleAlone}
        onChange={(e) => set({ settleAlone: e.target.checked })}
      >
        {t('settleAlone')}
      </Checkbox>
      <Field name="steps" id={`${id}s`} label={t('field.steps')} hint={t('lines.hint')}>
        <OrderedLines
          id={`${id}s`}
          label={t('field.steps')}
          values={draft.steps}
          maxLength={500}
          onChange={(steps) => set({ steps })}
        />
      </Field>
      <Field name="evidence" id={`${id}e`} label={t('field.evidence')}>
        <OrderedLines
          id={`${id}e`}
          label={t('field.evidence')}
          values={draft.evidence}
          maxLength={200}
          onChange={(evidence) => set({ evidence })}
        />
      </Field>
      <Field name="legalBasis" id={`${id}b`} label={t('field.legalBasis')}>
        <Input.TextArea
          id={`${id}b`}
          autoSize={{ minRows: 2, maxRows: 6 }}
          value={draft.legalBasis}
          maxLength={2000}
          onChange={(e) => set({ legalBasis: e.target.value })}
        />
      </Field>
      {texts(['nextStep', 'nextStepEn'])}
    </>
  )
}
