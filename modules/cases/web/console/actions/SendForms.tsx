import { Input, Radio, Select } from 'antd'
import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Finder } from '#platform/web/console/Finder.tsx'
import { foundBy } from '#platform/web/console/found.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import {
  assignTask,
  decideRequest,
  dispatchCase,
  refuseCase,
  relocateCase,
  type Routing,
} from '../../../contract/index.ts'
import type { Make } from '../change.ts'
import { useAddresses, useHands, useReasons, useUnits, type Address } from '../others.ts'
import { useRouting } from '../queries.ts'
import { OverrideField } from '../duties/OverrideField.tsx'
import type { ActionFormProps } from './form.ts'
import { FormFrame, Labelled } from './FormFrame.tsx'

const unitLine = (unit: { name: string }) => <b>{unit.name}</b>

export const addressLine = (address: Address) => (
  <span>
    <b>{address.name}</b> <small>{address.fullText}</small>
  </span>
)

/** A refusal gives the reason and the door to try next; the door is shown before it is sent. */
export function RefuseForm({ action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const { language } = useTime()
  const reasons = useReasons('refusal')
  const [code, setCode] = useState('')
  const [words, setWords] = useState('')
  const rows = reasons.data ?? []
  const chosen = rows.find((r) => r.code === code)
  const door = chosen && (language === 'en' ? chosen.doorEn || chosen.door : chosen.door)
  const send: Make = ({ params, base }) =>
    call(refuseCase, { params, body: { ...base, reasonCode: code, words: words.trim() } })
  return (
    <FormFrame
      action={action}
      consequence={t('then.refuse')}
      ready={chosen !== undefined}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <Radio.Group
        className="act-reasons"
        aria-label={t('field.reason')}
        value={code}
        onChange={(e) => setCode(String(e.target.value))}
      >
        {rows.map((r, i) => (
          <Radio key={r.code} value={r.code} autoFocus={i === 0}>
            {language === 'en' ? r.nameEn : r.name}
          </Radio>
        ))}
      </Radio.Group>
      <Labelled id={id} label={t('refuse.words')}>
        <Input.TextArea id={id} rows={2} value={words} onChange={(e) => setWords(e.target.value)} />
      </Labelled>
      {chosen !== undefined && (
        <blockquote className="act-door" aria-live="polite">
          <small>{t('refuse.reads')}</small>
          <b>{t('refuse.title')}</b>
          <p>{language === 'en' ? chosen.nameEn : chosen.name}</p>
          {words.trim() !== '' && <p>{words.trim()}</p>}
          <p>{door || t('refuse.noDoor')}</p>
        </blockquote>
      )}
    </FormFrame>
  )
}

const picked = (unit: ActionFormProps['unit']) => (unit ? { id: unit.code, name: unit.name } : null)
const nameOf = (unit: { name: string } | null) => unit?.name ?? ''

/** The rule's proposal and why, or another unit by name. Enter sends to the proposed one. */
export function DispatchForm({ page, action, changing, unit, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const routing = useRouting(page.id)
  const [other, setOther] = useState(() => picked(unit))
  const [text, setText] = useState(() => nameOf(other))
  const [words, setWords] = useState('')
  const [override, setOverride] = useState('')
  const asked = useDeferredValue(text)
  const units = foundBy(useUnits(asked), text, asked)
  const proposed = routing.data?.unitName ?? null
  const target = other?.name ?? proposed
  const send: Make = ({ params, base }) =>
    call(dispatchCase, {
      params,
      body: {
        ...base,
        unitId: other?.id ?? null,
        words: words.trim(),
        override: override.trim() || null,
      },
    })
  return (
    <FormFrame
      action={action}
      {...(target ? { consequence: t('then.dispatch', { unit: target }) } : {})}
      // A name that was begun and not chosen must not go to the proposed unit.
      ready={target !== null && (text.trim() === '' || other !== null)}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      {routing.data && <Proposal routing={routing.data} />}
      <Labelled id={id} label={t('field.wordsToUnit')}>
        <Input
          id={id}
          autoFocus
          value={words}
          maxLength={2000}
          onChange={(e) => setWords(e.target.value)}
        />
      </Labelled>
      <Finder
        label={t('dispatch.other')}
        text={text}
        onText={(now) => {
          setText(now)
          if (now !== other?.name) setOther(null)
        }}
        none={t('unit.none')}
        rows={text === '' ? [] : units.rows}
        waiting={units.waiting}
        failed={units.failed}
        stands={text === other?.name}
        keyOf={(u) => u.id}
        chosen={other?.id}
        onChoose={(u) => {
          setOther(u)
          setText(u.name)
        }}
        line={unitLine}
      />
      <OverrideField error={changing.error} value={override} onChange={setOverride} />
    </FormFrame>
  )
}

export function Proposal({ routing }: { routing: Routing }) {
  const { t } = useTranslation('console')
  if (!routing.unitName) return <p className="act-proposal">{t('routing.nobody')}</p>
  return (
    <p className="act-proposal">
      <b>{routing.unitName}</b>
      <small>
        {routing.rule
          ? t('routing.rule', { position: routing.rule.position, name: routing.rule.name })
          : t('routing.noRule')}
        {routing.why.length > 0 &&
          ` ${t('routing.because', {
            why: routing.why.map((w) => t([`why.${w}`, 'why.other'])).join(t('list.and')),
          })}`}
      </small>
    </p>
  )
}

/** Mend the place: an address completes, and brings its point. */
export function RelocateForm({ page, action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const [text, setText] = useState(page.address)
  const [address, setAddress] = useState<Address | null>(null)
  const asked = useDeferredValue(text)
  const found = foundBy(useAddresses(asked), text, asked)
  const send: Make = ({ params, base }) =>
    call(relocateCase, {
      params,
      body: {
        ...base,
        address: text.trim(),
        addressId: address?.id ?? null,
        place: address
          ? { lon: address.lon, lat: address.lat, system: 'CGCS2000', method: 'address' }
          : null,
      },
    })
  return (
    <FormFrame
      action={action}
      consequence={t('then.relocate')}
      ready={text.trim() !== ''}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <Finder
        label={t('field.address')}
        autoFocus
        text={text}
        onText={(now) => {
          setText(now)
          setAddress(null)
        }}
        none={t('address.none')}
        rows={found.rows}
        waiting={found.waiting}
        failed={found.failed}
        stands={address !== null}
        keyOf={(a) => a.id}
        onChoose={(a) => {
          setAddress(a)
          setText(a.fullText)
        }}
        line={addressLine}
      />
    </FormFrame>
  )
}

export function DecideForm({ page, action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const time = useTime()
  const asked = page.requests.find((r) => r.state === 'asked')
  const [grant, setGrant] = useState<boolean | null>(null)
  const [words, setWords] = useState('')
  if (!asked) return <p>{t('request.none')}</p>
  const send: Make = ({ params, base }) =>
    call(decideRequest, {
      params,
      body: { ...base, requestId: asked.id, grant: grant === true, words: words.trim() },
    })
  return (
    <FormFrame
      action={action}
      {...(grant === null
        ? {}
        : { consequence: t(grant ? `then.grant.${asked.kind}` : 'then.deny') })}
      ready={grant !== null && (grant || words.trim() !== '')}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <p className="act-proposal">
        <b>{t(`request.${asked.kind}`)}</b>
        <small>
          {asked.askedBy} · {time.at(asked.askedAt)} · {asked.reason}
        </small>
        <span>{asked.words}</span>
        {asked.resumeAt && <span>{t('request.until', { at: time.at(asked.resumeAt) })}</span>}
      </p>
      <Radio.Group
        aria-label={t('action.decide_request')}
        value={grant}
        onChange={(e) => setGrant(e.target.value === true)}
      >
        <Radio autoFocus value={true}>
          {t('request.grant')}
        </Radio>
        <Radio value={false}>{t('request.deny')}</Radio>
      </Radio.Group>
      <Labelled id={id} label={t(grant === false ? 'field.why' : 'field.words')}>
        <Input.TextArea id={id} rows={2} value={words} onChange={(e) => setWords(e.target.value)} />
      </Labelled>
    </FormFrame>
  )
}

export function AssignForm({ page, action, changing, onClose }: ActionFormProps) {
  const { t } = useTranslation('console')
  const id = useId()
  const people = useHands(page.unitId)
  const [person, setPerson] = useState<string>()
  const send: Make = ({ params, base }) =>
    call(assignTask, { params, body: { ...base, personId: person ?? '' } })
  return (
    <FormFrame
      action={action}
      consequence={t('then.assign')}
      ready={person !== undefined}
      busy={changing.busy}
      onSend={() => void changing.send(send)}
      onClose={onClose}
    >
      <Labelled id={id} label={t('field.person')}>
        <Select
          id={id}
          autoFocus
          {...(person === undefined ? {} : { value: person })}
          onChange={setPerson}
          options={people}
        />
      </Labelled>
    </FormFrame>
  )
}
