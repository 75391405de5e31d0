import { Button, Checkbox, Input, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import type { FileView, MediationOrder } from '../../../contract/index.ts'
import { mediationBodies, type MediationStep } from '../../../domain/mediation.ts'
import { useMediation } from '../queries.ts'
import { Refused } from '../Refused.tsx'
import { dayFromNow } from '../../draft.ts'
import { Labelled } from './fields.tsx'
import { useDay } from './Rungs.tsx'

type Mediation = FileView['mediations'][number]

/** Mediation runs beside the ladder: it holds up no step, and replaces none. */
export function MediationPart({ file }: { file: FileView }) {
  const { t } = useTranslation('enforcement')
  const [begun, setBegun] = useState(false)
  if (file.mediations.length === 0 && !file.mayMediate) return null
  return (
    <section>
      <h2>{t('mediation')}</h2>
      {file.mediations.map((one) => (
        <MediationCard key={one.id} file={file} one={one} />
      ))}
      {begun ? (
        <BeginForm file={file} onClose={() => setBegun(false)} />
      ) : (
        file.mayMediate &&
        file.mediations.every((one) => one.state !== 'open') && (
          <Button className="no-print" onClick={() => setBegun(true)}>
            {t('mediation.begin')}
          </Button>
        )
      )}
    </section>
  )
}

function MediationCard({ file, one }: { file: FileView; one: Mediation }) {
  const { t } = useTranslation('enforcement')
  const [open, setOpen] = useState<MediationStep | null>(null)
  const day = useDay()
  const facts = [
    one.form && t(`mediation.form.${one.form}`),
    one.agreedOn && t('mediation.agreedOn', { day: day(one.agreedOn) }),
    one.performUntil && t('mediation.performUntil', { day: day(one.performUntil) }),
    one.state === 'agreed' &&
      one.confirmUntil &&
      t('mediation.until', { day: day(one.confirmUntil) }),
    one.court,
    one.courtResult,
  ].filter(Boolean)
  return (
    <article className="mediation" data-state={one.state}>
      <p>
        <b>{t(`mediation.state.${one.state}`)}</b> {one.bodyName}{' '}
        <small>
          {t(`mediation.body.${one.bodyKind}`)} · {one.mediator}
        </small>
      </p>
      <p>{one.parties.map((p) => p.name).join('、')}</p>
      {one.facts !== '' && <blockquote>{one.facts}</blockquote>}
      {one.agreement !== null && <blockquote>{one.agreement}</blockquote>}
      {facts.length > 0 && <p className="quiet">{facts.join(' · ')}</p>}
      {one.followUp !== null && <p>{one.followUp}</p>}
      {open === null ? (
        <p className="act-verbs no-print">
          {one.allowed.map((step) => (
            <Button key={step} onClick={() => setOpen(step)}>
              {t(`mediation.take.${step}`)}
            </Button>
          ))}
        </p>
      ) : (
        <MoveForm {...{ file, one, step: open }} onClose={() => setOpen(null)} />
      )}
    </article>
  )
}

interface Moving {
  words: string
  form: 'oral' | 'written'
  agreedOn: string
  performUntil: string
  signed: string[]
  mediatorSigned: boolean
  sealed: boolean
  court: string
  yes: boolean
}

const orders: Record<MediationStep, (m: Moving, words: string) => MediationOrder> = {
  agree: (m, agreement) => ({ step: 'agree', paperId: newId(), agreement, ...m }),
  fail: (_, words) => ({ step: 'fail', words }),
  ask_confirmation: ({ court, yes }) => ({
    step: 'ask_confirmation',
    court: court.trim(),
    askedByAll: yes,
  }),
  confirm: ({ yes }, words) => ({ step: 'confirm', confirmed: yes, words }),
  follow_up: ({ yes }, words) => ({ step: 'follow_up', kept: yes, words }),
}

function MoveForm(props: {
  file: FileView
  one: Mediation
  step: MediationStep
  onClose: () => void
}) {
  const { file, one, step, onClose } = props
  const { t } = useTranslation('enforcement')
  const id = useId()
  const { move } = useMediation(file)
  const [m, setM] = useState<Moving>({
    words: '',
    form: 'written',
    agreedOn: dayFromNow(0),
    performUntil: dayFromNow(15),
    signed: [],
    mediatorSigned: false,
    sealed: false,
    court: '',
    yes: true,
  })
  const set = (to: Partial<Moving>) => setM((was) => ({ ...was, ...to }))
  const ready = step === 'ask_confirmation' ? m.court.trim() !== '' : m.words.trim() !== ''
  return (
    <form
      className="act"
      aria-label={t(`mediation.take.${step}`)}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready || move.isPending) return
        move.mutate(
          { mediationId: one.id, order: orders[step](m, m.words.trim()) },
          { onSuccess: onClose },
        )
      }}
    >
      {step === 'agree' && <AgreeFields one={one} m={m} set={set} />}
      {step === 'ask_confirmation' && (
        <Labelled id={`${id}c`} label={t('mediation.court')}>
          <Input
            id={`${id}c`}
            maxLength={80}
            value={m.court}
            onChange={(event) => set({ court: event.target.value })}
          />
        </Labelled>
      )}
      {step !== 'agree' && step !== 'fail' && (
        <Checkbox checked={m.yes} onChange={(event) => set({ yes: event.target.checked })}>
          {t(`mediation.yes.${step}`)}
        </Checkbox>
      )}
      {step !== 'ask_confirmation' && (
        <Labelled id={`${id}w`} label={t(`mediation.words.${step}`)}>
          <Input.TextArea
            id={`${id}w`}
            rows={3}
            maxLength={2000}
            value={m.words}
            onChange={(event) => set({ words: event.target.value })}
          />
        </Labelled>
      )}
      <Refused error={move.error} />
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={move.isPending}>
          {t(`mediation.take.${step}`)}
        </Button>
        <Button onClick={onClose}>{t('leave')}</Button>
      </p>
    </form>
  )
}

function AgreeFields(props: { one: Mediation; m: Moving; set: (to: Partial<Moving>) => void }) {
  const { one, m, set } = props
  const { t } = useTranslation('enforcement')
  const id = useId()
  return (
    <>
      <Radio.Group
        aria-label={t('mediation.form')}
        value={m.form}
        onChange={(event) => set({ form: event.target.value === 'oral' ? 'oral' : 'written' })}
        options={(['written', 'oral'] as const).map((value) => ({
          value,
          label: t(`mediation.form.${value}`),
        }))}
      />
      {(['agreedOn', 'performUntil'] as const).map((field) => (
        <Labelled key={field} id={`${id}${field}`} label={t(`mediation.field.${field}`)}>
          <Input
            id={`${id}${field}`}
            type="date"
            value={m[field]}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        </Labelled>
      ))}
      {m.form === 'written' && (
        <div className="act-field">
          <Checkbox.Group
            aria-label={t('mediation.signed')}
            value={m.signed}
            onChange={(signed: string[]) => set({ signed })}
            options={one.parties.map((party) => ({
              value: party.id,
              label: t('mediation.signedBy', { name: party.name }),
            }))}
          />
          <Checkbox
            checked={m.mediatorSigned}
            onChange={(event) => set({ mediatorSigned: event.target.checked })}
          >
            {t('mediation.signedBy', { name: one.mediator })}
          </Checkbox>
          <Checkbox checked={m.sealed} onChange={(event) => set({ sealed: event.target.checked })}>
            {t('mediation.sealed')}
          </Checkbox>
        </div>
      )}
    </>
  )
}

function BeginForm({ file, onClose }: { file: FileView; onClose: () => void }) {
  const { t } = useTranslation('enforcement')
  const id = useId()
  const [mediationId] = useState(newId)
  const { begin } = useMediation(file)
  const [form, setForm] = useState({
    bodyKind: 'peoples_committee' as (typeof mediationBodies)[number],
    bodyName: '',
    mediator: '',
    facts: '',
    parties: `${file.parties.join('\n')}\n`,
  })
  const set = (to: Partial<typeof form>) => setForm((was) => ({ ...was, ...to }))
  const names = form.parties
    .split('\n')
    .map((name) => name.trim())
    .filter(Boolean)
  const ready =
    names.length >= 2 && [form.bodyName, form.mediator, form.facts].every((x) => x.trim() !== '')
  return (
    <form
      className="act"
      aria-label={t('mediation.begin')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!ready || begin.isPending) return
        begin.mutate(
          {
            ...form,
            id: mediationId,
            clientId: mediationId,
            parties: names.map((name) => ({ id: newId(), name })),
          },
          { onSuccess: onClose },
        )
      }}
    >
      <Labelled
        id={`${id}k`}
        label={t('mediation.kind')}
        hint={t(`mediation.law.${form.bodyKind === 'peoples_committee' ? 'yes' : 'no'}`)}
      >
        <Select
          id={`${id}k`}
          value={form.bodyKind}
          onChange={(bodyKind) => set({ bodyKind })}
          options={mediationBodies.map((value) => ({ value, label: t(`mediation.body.${value}`) }))}
        />
      </Labelled>
      {(['bodyName', 'mediator'] as const).map((field) => (
        <Labelled key={field} id={`${id}${field}`} label={t(`mediation.field.${field}`)}>
          <Input
            id={`${id}${field}`}
            maxLength={field === 'bodyName' ? 80 : 40}
            value={form[field]}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        </Labelled>
      ))}
      {(['parties', 'facts'] as const).map((field) => (
        <Labelled key={field} id={`${id}${field}`} label={t(`mediation.field.${field}`)}>
          <Input.TextArea
            id={`${id}${field}`}
            rows={3}
            maxLength={4000}
            value={form[field]}
            onChange={(event) => set({ [field]: event.target.value })}
          />
        </Labelled>
      ))}
      <Refused error={begin.error} />
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={begin.isPending}>
          {t('mediation.begin')}
        </Button>
        <Button onClick={onClose}>{t('leave')}</Button>
      </p>
    </form>
  )
}
