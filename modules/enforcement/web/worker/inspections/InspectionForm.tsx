import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ActTrouble, MatterPick } from '#modules/cases/web/index.ts'
import { Button, Choice, Field, PhotoPicker, Strip, TextArea } from '#platform/web/kit/index.ts'
import type { DueInspection } from '../../../contract/index.ts'
import { grounds, isSpecial, looked } from '../../../domain/inspection-record.ts'
import {
  emptyInspection,
  inspectionOf,
  missingInspection,
  type InspectionDraft,
} from '../../inspection-draft.ts'
import { useEvidence } from '../use-step.ts'
import { Select } from '../Select.tsx'
import { useCounts, useEnterprises, useInspectLater } from './queries.ts'

const nothing = { ids: [] as string[], pending: 0, failed: 0 }

interface FormProps {
  planned: DueInspection | null
  officers: readonly { personId: string; name: string; number: string }[]
  onClose: () => void
  onKept: () => void
}

interface PartProps {
  draft: InspectionDraft
  set: (to: Partial<InspectionDraft>) => void
}

/** One inspection, from the certificates to the signature: kept on the phone until there is a line. */
export function InspectionForm({ planned, officers, onClose, onKept }: FormProps) {
  const { t } = useTranslation('inspections')
  const [draft, setDraft] = useState(() => emptyInspection(planned, officers[0]?.personId ?? null))
  const [photos, setPhotos] = useState(nothing)
  const [pressed, setPressed] = useState(false)
  const { upload, of } = useEvidence()
  const later = useInspectLater(onKept)
  const set = (to: Partial<InspectionDraft>) => setDraft((was) => ({ ...was, ...to }))
  const missing = missingInspection(draft)
  const send = () => {
    setPressed(true)
    if (missing !== null || later.isPending) return
    const title = t('titleOf', { name: draft.subject?.name ?? '' })
    later.mutate({ body: inspectionOf(draft, of(photos.ids)), title })
  }
  return (
    <div className="step">
      {draft.planned ? (
        <header>
          <h2>{draft.planned.subjectName}</h2>
          <p>{draft.planned.address}</p>
          <p className="quiet">
            {draft.planned.matterName} · {draft.planned.basis}
          </p>
        </header>
      ) : (
        <Special draft={draft} set={set} />
      )}
      <CountLine subjectId={draft.subject?.id ?? null} />
      <Select
        label={t('second')}
        text={draft.secondId ?? ''}
        options={officers.map(({ personId, name, number }) => ({
          value: personId,
          label: `${name}（${number}）`,
        }))}
        onChange={(secondId) => set({ secondId })}
      />
      <label className="words-one">
        <input
          type="checkbox"
          checked={draft.certificateShown}
          onChange={(event) => set({ certificateShown: event.target.checked })}
        />
        <span>{t('shown')}</span>
      </label>
      <Looks draft={draft} set={set} />
      <Choice
        question={t('result')}
        value={draft.result}
        options={[
          { value: 'no_problem', label: t('result.no_problem') },
          { value: 'problem', label: t('result.problem') },
        ]}
        onChoose={(result) => set({ result })}
      />
      <TextArea
        label={t(draft.result === 'problem' ? 'words.problem' : 'words')}
        maxLength={2000}
        value={draft.words}
        onChange={(event) => set({ words: event.target.value })}
      />
      <PhotoPicker upload={upload} onChange={setPhotos} keepOriginal kept />
      <SigningPart draft={draft} set={set} />
      {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
      {later.error && <ActTrouble error={later.error} />}
      <Button wide busy={later.isPending || photos.pending > 0} onClick={send}>
        {t('save')}
      </Button>
      <Button wide look="quiet" onClick={onClose}>
        {t('leave')}
      </Button>
    </div>
  )
}

/** How often it was inspected already, against the cap: said before one goes in. */
function CountLine({ subjectId }: { subjectId: string | null }) {
  const { t } = useTranslation('inspections')
  const { data } = useCounts(subjectId)
  if (!data) return null
  return data.counts.map((count) => (
    <p
      key={`${count.bodyName}${count.matterName}${count.per}`}
      className="words-due quiet"
      data-late={count.done >= count.times}
    >
      {t(`count.${count.per}`, { done: count.done, times: count.times })}
      {count.matterName !== null && ` · ${count.matterName}`}
    </p>
  ))
}

/** What no plan asked for: whom, why, who agreed, in which matter by which law. */
function Special({ draft, set }: PartProps) {
  const { t } = useTranslation('inspections')
  return (
    <>
      <Whom draft={draft} set={set} />
      <Select
        label={t('ground')}
        text={draft.ground}
        options={grounds.filter(isSpecial).map((value) => ({ value, label: t(`ground.${value}`) }))}
        onChange={(value) =>
          set({ ground: grounds.find((ground) => ground === value) ?? draft.ground })
        }
      />
      <TextArea
        label={t('groundWords')}
        maxLength={400}
        value={draft.groundWords}
        onChange={(event) => set({ groundWords: event.target.value })}
      />
      <Field
        label={t('approver')}
        maxLength={80}
        value={draft.approver}
        onChange={(event) => set({ approver: event.target.value })}
      />
      <MatterOf set={set} />
      <Field
        label={t('basis')}
        maxLength={400}
        value={draft.basis}
        onChange={(event) => set({ basis: event.target.value })}
      />
    </>
  )
}

function MatterOf({ set }: Pick<PartProps, 'set'>) {
  const [matter, setMatter] = useState<Parameters<typeof MatterPick>[0]['matter']>(null)
  return (
    <MatterPick
      matter={matter}
      onPick={(picked) => {
        setMatter(picked)
        set({ matter: picked && { code: picked.code, name: picked.name } })
      }}
    />
  )
}

function Whom({ draft, set }: PartProps) {
  const { t } = useTranslation('inspections')
  const [text, setText] = useState('')
  const { data = [], error } = useEnterprises(useDeferredValue(text.trim()))
  return (
    <section>
      <Field
        label={t('subject')}
        placeholder={t('subject.hint')}
        autoComplete="off"
        value={draft.subject?.name ?? text}
        onChange={(event) => {
          setText(event.target.value)
          set({ subject: null })
        }}
      />
      {error && <Strip tone="warn">{t('subject.offline')}</Strip>}
      {draft.subject === null && data.length > 0 && (
        <ul className="offers">
          {data.map((row) => (
            <li key={row.id}>
              <button
                type="button"
                onClick={() =>
                  set({ subject: { id: row.id, name: row.name, address: row.addressText } })
                }
              >
                {row.name} <small className="quiet">{row.addressText}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Looks({ draft, set }: PartProps) {
  const { t } = useTranslation('inspections')
  const { looks } = draft
  const change = (index: number, to: Partial<(typeof looks)[number]>) =>
    set({ looks: looks.map((look, n) => (n === index ? Object.assign({}, look, to) : look)) })
  return (
    <section className="step">
      <h3>{t('looks')}</h3>
      {looks.map((look, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- lines of a form, none of which moves
        <div key={index} className="step">
          {draft.planned ? null : (
            <Field
              label={t('look.what')}
              maxLength={120}
              value={look.what}
              onChange={(event) => change(index, { what: event.target.value })}
            />
          )}
          <Select
            label={look.what || t('look.was')}
            text={look.was}
            options={looked.map((value) => ({ value, label: t(`looked.${value}`) }))}
            onChange={(value) =>
              change(index, { was: looked.find((was) => was === value) ?? look.was })
            }
          />
        </div>
      ))}
      {draft.planned === null && looks.length < 20 && (
        <Button
          look="quiet"
          onClick={() => set({ looks: [...looks, { what: '', was: 'good', words: '' }] })}
        >
          {t('look.add')}
        </Button>
      )}
    </section>
  )
}

function SigningPart({ draft, set }: PartProps) {
  const { t } = useTranslation('inspections')
  const field = (name: 'signedBy' | 'refusedWhy' | 'witness', most: number) => (
    <Field
      label={t(name)}
      maxLength={most}
      value={draft[name]}
      onChange={(event) => set({ [name]: event.target.value })}
    />
  )
  return (
    <>
      <Choice
        question={t('signing')}
        value={draft.signing}
        options={[
          { value: 'signed', label: t('signing.signed') },
          { value: 'refused', label: t('signing.refused') },
        ]}
        onChoose={(signing) => set({ signing })}
      />
      {draft.signing === 'signed' ? (
        field('signedBy', 80)
      ) : (
        <>
          {field('refusedWhy', 400)}
          {field('witness', 80)}
        </>
      )}
    </>
  )
}
