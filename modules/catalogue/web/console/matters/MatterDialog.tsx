import { Checkbox, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import {
  editMatter,
  urgencies,
  type MajorView,
  type MatterEdit,
  type MatterKind,
  type MatterView,
} from '../../../contract/index.ts'
import { useGuideItems } from '../queries.ts'
import { QuestionsEditor } from './QuestionsEditor.tsx'
import { EditFrame, Field, useSaving } from '../saving.tsx'

export interface MatterStart {
  kind: MatterKind
  code: string
  edit: MatterEdit
  /** The version that the editor saw; null makes a new matter. */
  baseVersion: number | null
  /** A name of the national list cannot be changed. */
  named: boolean
}

/** An empty matter of one's own in a big class, under its next free code. */
export const newMatter = (major: MajorView): MatterStart => ({
  kind: major.kind,
  code: major.nextCode ?? '',
  baseVersion: null,
  named: false,
  edit: {
    name: '',
    guideItemCode: null,
    filingStandard: '',
    closingStandard: '',
    hint: '',
    lead: '',
    urgency: 'routine',
    hazard: false,
    active: true,
    questions: [],
  },
})

/** What may be edited of a matter, as it is now or as it was. */
export const editOf = (m: Omit<MatterView, 'version'>): MatterEdit => ({
  name: m.name,
  guideItemCode: m.guideItemCode,
  filingStandard: m.filingStandard,
  closingStandard: m.closingStandard,
  hint: m.hint,
  lead: m.lead,
  urgency: m.urgency,
  hazard: m.hazard,
  active: m.active,
  questions: m.questions ?? [],
})

export interface MatterDialogProps {
  title: string
  start: MatterStart
  reason?: string | undefined
  consequence?: string | undefined
  /** Given where a new matter may still choose its big class. */
  majors?: readonly MajorView[]
  onClose: () => void
}

export function MatterDialog(props: MatterDialogProps) {
  const { t } = useTranslation('catalogueConsole')
  const { majors, onClose } = props
  // What was seen when it was opened: the page behind may move on meanwhile.
  const [start, setStart] = useState(props.start)
  const [draft, setDraft] = useState(props.start.edit)
  const set = (change: Partial<MatterEdit>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving((reason) => {
    const { kind, code, baseVersion } = start
    return call(editMatter, { params: { kind, code }, body: { ...draft, baseVersion, reason } })
  }, onClose)
  const id = useId()
  return (
    <EditFrame
      title={props.title}
      width={720}
      saving={saving}
      ready={draft.name.trim() !== '' && start.code !== ''}
      onClose={onClose}
      reason={props.reason}
      consequence={props.consequence}
    >
      {majors && (
        <Field name="code" id={id} label={t('matters.major')} hint={t('matters.codeHint')}>
          <Select
            id={id}
            value={start.code}
            onChange={(code: string) => setStart((s) => ({ ...s, code }))}
            options={majors.flatMap((m) =>
              m.nextCode === null || m.kind !== start.kind
                ? []
                : [{ value: m.nextCode, label: `${m.major} ${m.name} → ${m.nextCode}` }],
            )}
          />
        </Field>
      )}
      <MatterFields draft={draft} set={set} named={start.named} />
    </EditFrame>
  )
}

function MatterFields(props: {
  draft: MatterEdit
  set: (change: Partial<MatterEdit>) => void
  named: boolean
}) {
  const { t } = useTranslation('catalogueConsole')
  const { language } = useTime()
  const { draft, set, named } = props
  const id = useId()
  const items = useGuideItems()
  return (
    <>
      <Field
        name="name"
        id={`${id}n`}
        label={t('matter.name')}
        {...(named ? { hint: t('matter.nameFixed') } : {})}
      >
        <Input
          id={`${id}n`}
          value={draft.name}
          maxLength={80}
          disabled={named}
          onChange={(e) => set({ name: e.target.value })}
        />
      </Field>
      {(['filingStandard', 'closingStandard', 'hint'] as const).map((name) => (
        <Field key={name} name={name} id={id + name} label={t(`field.${name}`)}>
          <Input.TextArea
            id={id + name}
            autoSize={{ minRows: 2, maxRows: 6 }}
            value={draft[name]}
            onChange={(e) => set({ [name]: e.target.value })}
          />
        </Field>
      ))}
      <Field name="guideItemCode" id={`${id}g`} label={t('matter.guideItem')}>
        <Select
          id={`${id}g`}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.guideItemCode}
          onChange={(value: string | null | undefined) => set({ guideItemCode: value ?? null })}
          options={(items.data?.rows ?? [])
            .filter((i) => i.active || i.code === draft.guideItemCode)
            .map((i) => ({
              value: i.code,
              label: `${i.code} ${language === 'en' ? i.nameEn : i.name}`,
            }))}
        />
      </Field>
      <Field name="lead" id={`${id}l`} label={t('matter.lead')}>
        <Input
          id={`${id}l`}
          value={draft.lead}
          maxLength={80}
          onChange={(e) => set({ lead: e.target.value })}
        />
      </Field>
      <div className="edit-field">
        <span>{t('matter.urgency')}</span>
        <Choices
          look="button"
          label={t('matter.urgency')}
          value={draft.urgency}
          values={urgencies}
          say={(u) => t(`urgency.${u}`)}
          onChange={(urgency) => set({ urgency })}
        />
      </div>
      <QuestionsEditor
        questions={draft.questions ?? []}
        onChange={(questions) => set({ questions })}
      />
      <Checks draft={draft} set={set} />
    </>
  )
}

function Checks(props: { draft: MatterEdit; set: (change: Partial<MatterEdit>) => void }) {
  const { t } = useTranslation('catalogueConsole')
  const { draft, set } = props
  return (
    <div className="edit-checks">
      <Checkbox checked={draft.hazard} onChange={(e) => set({ hazard: e.target.checked })}>
        {t('hazard')}
      </Checkbox>
      <Checkbox checked={draft.active} onChange={(e) => set({ active: e.target.checked })}>
        {t('active')}
      </Checkbox>
    </div>
  )
}
