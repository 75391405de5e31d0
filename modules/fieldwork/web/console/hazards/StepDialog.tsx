import { Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import { hazardsContract as contract, type HazardPage } from '../../../contract/index.ts'
import { addresseeKinds, noticeWays, type HazardVerb } from '../../../domain/hazards/hazard.ts'
import { dayAfter } from '../../../domain/visits/due.ts'
import { useFieldChange } from '../visits/queries.ts'
import { useNamed, useUpload } from './queries.ts'
import { dated, missingIn, reasoned, stepOf, type StepDraft } from './step-draft.ts'

interface StepDialogProps {
  page: HazardPage
  verb: HazardVerb
  onClose: () => void
}

/** What one step asks for, and what follows from it. */
export function StepDialog({ page, verb, onClose }: StepDialogProps) {
  const { t } = useTranslation('hazards')
  const [id] = useState(newId)
  const days = page.grades.find(({ code }) => code === page.grade.code)?.days ?? 7
  const [draft, setDraft] = useState<StepDraft>({
    words: '',
    photos: [],
    pending: 0,
    dueOn: dayAfter(page.today, days),
    toKind: null,
    toName: page.subject?.name ?? '',
    how: null,
    by: '',
    kind: page.kind.code,
    grade: page.grade.code,
  })
  const set = (change: Partial<StepDraft>) => setDraft((was) => ({ ...was, ...change }))
  const step = stepOf(verb, draft, { id, baseVersion: page.version })
  const save = useFieldChange((body: NonNullable<typeof step>) =>
    call(contract.stepHazard, { params: { hazardId: page.id }, body }),
  )
  return (
    <SaveDialog
      title={t(`do.${verb}`)}
      verb={t(`do.${verb}`)}
      leave={t('leave')}
      ready={step !== null && !missingIn(verb, draft, page.today)}
      saving={save}
      onSave={() => step && save.mutate(step, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="quiet">{t(`then.${verb}`)}</p>
      {verb === 'notify' && <Whom draft={draft} set={set} />}
      {verb === 'regrade' && <KindAndGrade page={page} draft={draft} set={set} />}
      <Rest verb={verb} draft={draft} set={set} today={page.today} />
    </SaveDialog>
  )
}

interface PartProps {
  draft: StepDraft
  set: (change: Partial<StepDraft>) => void
}

function Whom({ draft, set }: PartProps) {
  const { t } = useTranslation('hazards')
  const id = useId()
  return (
    <>
      <Field id={`${id}n`} label={t('ask.to')}>
        <Input
          id={`${id}n`}
          maxLength={80}
          value={draft.toName}
          onChange={(event) => set({ toName: event.target.value })}
        />
      </Field>
      <Field label={t('ask.toKind')}>
        <Choices
          label={t('ask.toKind')}
          value={draft.toKind}
          values={addresseeKinds}
          say={(value) => t(`to.${value}`)}
          onChange={(toKind) => set({ toKind })}
        />
      </Field>
      <Field label={t('ask.how')}>
        <Choices
          label={t('ask.how')}
          value={draft.how}
          values={noticeWays}
          say={(value) => t(`how.${value}`)}
          onChange={(how) => set({ how })}
        />
      </Field>
    </>
  )
}

function KindAndGrade({ page, draft, set }: PartProps & { page: HazardPage }) {
  const { t } = useTranslation('hazards')
  const id = useId()
  const named = useNamed()
  const choices = { kind: page.kinds, grade: page.grades }
  return (
    <div className="visits-pair">
      {(['kind', 'grade'] as const).map((name) => (
        <Field key={name} id={`${id}${name}`} label={t(`ask.${name}`)}>
          <Select
            id={`${id}${name}`}
            value={draft[name]}
            onChange={(value: string) => set({ [name]: value })}
            options={choices[name].map((one) => ({ value: one.code, label: named(one) }))}
          />
        </Field>
      ))}
    </div>
  )
}

const pictured: ReadonlySet<HazardVerb> = new Set(['fix', 'pass', 'fail'])

function Rest({ verb, draft, set, today }: PartProps & { verb: HazardVerb; today: string }) {
  const { t } = useTranslation('hazards')
  const id = useId()
  const upload = useUpload()
  return (
    <>
      {verb === 'fix' && (
        <Field id={`${id}b`} label={t('ask.by')}>
          <Input
            id={`${id}b`}
            maxLength={80}
            value={draft.by}
            onChange={(event) => set({ by: event.target.value })}
          />
        </Field>
      )}
      {dated.has(verb) && (
        <Field id={`${id}d`} label={t('ask.due')}>
          <Input
            id={`${id}d`}
            type="date"
            min={today}
            value={draft.dueOn}
            onChange={(event) => set({ dueOn: event.target.value })}
          />
        </Field>
      )}
      <Field id={`${id}w`} label={t(reasoned.has(verb) ? 'ask.why' : 'ask.words')}>
        <Input.TextArea
          id={`${id}w`}
          rows={2}
          maxLength={2000}
          value={draft.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
      {pictured.has(verb) && (
        <Field label={t('ask.photos')}>
          <PhotoPicker
            label={t('ask.photos')}
            upload={upload}
            onChange={({ ids, pending }) => set({ photos: ids, pending })}
          />
        </Field>
      )}
    </>
  )
}
