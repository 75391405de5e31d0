import { Button, Checkbox, Input, Radio } from 'antd'
import { Link } from '@tanstack/react-router'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { use, useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'
import { Choices } from '#platform/web/console/Choices.tsx'
import { Key } from '#platform/web/console/keys.tsx'
import { Finder } from '#platform/web/console/Finder.tsx'
import { foundBy } from '#platform/web/console/found.ts'
import { newId } from '#platform/web/new-id.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import type { PickedPhotos } from '#platform/web/kit/PhotoPicker.tsx'
import { dangers, takeIntake } from '../../contract/index.ts'
import { PlaceSlot, type PlaceNamed } from '../place-slot.ts'
import { Labelled } from './actions/FormFrame.tsx'
import { addressLine } from './actions/SendForms.tsx'
import { Pictures } from './actions/Pictures.tsx'
import { LikelyAtEntry } from './merging/LikelyPart.tsx'
import { useAddresses, type Address } from './others.ts'
import { AboutPart, aboutOf, waitsForAnswers, type About } from './intake/AboutPart.tsx'
import { casesKey } from './queries.ts'
import { sayError } from './shown.ts'
import './cases.css'
import { PrintSlip } from './slip/FollowSlip.tsx'

const ways = ['phone', 'chat', 'slip', 'visit', 'patrol'] as const

const blank = () => ({
  clientId: newId(),
  channel: 'phone' as (typeof ways)[number],
  words: '',
  originalText: '',
  address: '',
  chosen: null as Address | PlaceNamed | null,
  name: '',
  phone: '',
  confidential: false,
  danger: null as (typeof dangers)[number] | null,
  about: null as About | null,
  photos: { ids: [], pending: 0, failed: 0 } as PickedPhotos,
})
type Draft = ReturnType<typeof blank>

const bodyOf = (d: Draft) => ({
  clientId: d.clientId,
  channel: d.channel,
  words: d.words.trim(),
  originalText: d.channel === 'chat' && d.originalText !== '' ? d.originalText : null,
  place: d.chosen
    ? {
        lon: d.chosen.lon,
        lat: d.chosen.lat,
        system: 'CGCS2000' as const,
        method: 'address' as const,
      }
    : null,
  address: d.address.trim(),
  addressId: d.chosen?.id ?? null,
  photos: d.photos.ids,
  name: d.name.trim() || null,
  phone: d.phone.trim() || null,
  confidential: d.confidential,
  danger: d.danger,
  ...(d.about ? { about: aboutOf(d.about) } : {}),
})

/** What is compared with open cases nearby: words and place, nothing of who reports. */
const entryOf = (d: Draft) => {
  const { place, address, addressId } = bodyOf(d)
  return { words: (d.words || d.originalText).trim().slice(0, 5000), place, address, addressId }
}

/** One form for a call, a chat text, a slip and a visit. What was pasted is kept as it was. */
export function IntakePage() {
  const { t } = useTranslation('console')
  const client = useQueryClient()
  const [draft, setDraft] = useState(blank)
  const set = (change: Partial<Draft>) => setDraft((d) => ({ ...d, ...change }))
  const send = useMutation({
    mutationFn: (d: Draft) => call(takeIntake, { body: bodyOf(d) }),
    onSuccess: () => {
      setDraft({ ...blank(), channel: draft.channel })
      void client.invalidateQueries({ queryKey: casesKey })
    },
  })
  const said =
    draft.words.trim() !== '' || draft.originalText.trim() !== '' || draft.photos.ids.length > 0
  const ready = said && draft.photos.pending === 0 && !waitsForAnswers(draft.about, draft.danger)
  return (
    <form
      className="intake"
      key={draft.clientId}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && ready) send.mutate(draft)
      }}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready) send.mutate(draft)
      }}
    >
      <h1>{t('intake.title')}</h1>
      {send.data && <Sent receipt={send.data} />}
      {send.error && (
        <p className="trouble" role="alert">
          {sayError(t, send.error instanceof CallError ? send.error.code : '')} {t('intake.kept')}
        </p>
      )}
      <Choices
        look="button"
        label={t('intake.way')}
        value={draft.channel}
        values={ways}
        say={(w) => t(`channel.${w}`)}
        onChange={(channel) => set({ channel })}
      />
      <div className="intake-parts">
        <div>
          <WhatFields draft={draft} set={set} />
          <AboutPart
            words={`${draft.words} ${draft.originalText}`}
            about={draft.about}
            onChange={(about) => set({ about })}
          />
          <LikelyAtEntry entry={entryOf(draft)} />
          <Pictures label={t('field.photos')} onChange={(photos) => set({ photos })} />
        </div>
        <div>
          <DangerField draft={draft} set={set} />
          <WhoFields draft={draft} set={set} />
        </div>
      </div>
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={send.isPending}>
          {t('intake.send')}
        </Button>
        <small className="act-hint">
          <Key name="Ctrl" /> <Key name="Enter" />
        </small>
        <small>{t('intake.then')}</small>
      </p>
    </form>
  )
}

interface FieldsProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
}

function WhatFields({ draft, set }: FieldsProps) {
  const { t } = useTranslation('console')
  const ids = { words: useId(), original: useId() }
  const asked = useDeferredValue(draft.address)
  const found = foundBy(useAddresses(asked), draft.address, asked)
  const named = use(PlaceSlot)
  return (
    <>
      {draft.channel === 'chat' && (
        <Labelled id={ids.original} label={t('intake.original')} hint={t('intake.originalHint')}>
          <Input.TextArea
            id={ids.original}
            autoSize={{ minRows: 4, maxRows: 14 }}
            maxLength={20000}
            value={draft.originalText}
            onChange={(e) => set({ originalText: e.target.value })}
          />
        </Labelled>
      )}
      <Labelled
        id={ids.words}
        label={t(draft.channel === 'chat' ? 'intake.summary' : 'intake.words')}
      >
        <Input.TextArea
          id={ids.words}
          autoFocus={draft.channel !== 'chat'}
          rows={4}
          maxLength={20000}
          value={draft.words}
          onChange={(e) => set({ words: e.target.value })}
        />
      </Labelled>
      <Finder
        label={t('field.address')}
        hint={
          draft.chosen
            ? t('address.placed', { code: draft.chosen.communityCode })
            : t('address.hint')
        }
        text={draft.address}
        onText={(address) => set({ address, chosen: null })}
        none={t('address.none')}
        rows={found.rows}
        waiting={found.waiting}
        failed={found.failed}
        stands={draft.chosen !== null}
        keyOf={(a) => a.id}
        onChoose={(a) => set({ chosen: a, address: a.fullText })}
        line={addressLine}
      />
      {draft.chosen === null &&
        named?.({
          words: draft.originalText || draft.words,
          address: draft.address,
          onPick: (place) => set({ chosen: place, address: place.fullText }),
        })}
    </>
  )
}

function WhoFields({ draft, set }: FieldsProps) {
  const { t } = useTranslation('console')
  const ids = { name: useId(), phone: useId() }
  return (
    <>
      <div className="act-pair">
        <Labelled id={ids.name} label={t('intake.name')}>
          <Input
            id={ids.name}
            maxLength={60}
            value={draft.name}
            onChange={(e) => set({ name: e.target.value })}
          />
        </Labelled>
        <Labelled id={ids.phone} label={t('intake.phone')} hint={t('intake.phoneWhy')}>
          <Input
            id={ids.phone}
            type="tel"
            maxLength={20}
            value={draft.phone}
            onChange={(e) => set({ phone: e.target.value })}
          />
        </Labelled>
      </div>
      <Checkbox
        checked={draft.confidential}
        onChange={(e) => set({ confidential: e.target.checked })}
      >
        {t('intake.confidential')}
      </Checkbox>
    </>
  )
}

/** Asked before who calls: where there is danger, the desk rings at once. */
function DangerField({ draft, set }: FieldsProps) {
  const { t } = useTranslation('console')
  const id = useId()
  return (
    <section className="intake-danger" data-danger={draft.danger !== null}>
      <p id={id}>{t('intake.danger')}</p>
      <Radio.Group
        aria-labelledby={id}
        value={draft.danger ?? 'none'}
        onChange={(e) => set({ danger: dangers.find((d) => d === e.target.value) ?? null })}
      >
        <Radio value="none">{t('danger.none')}</Radio>
        {dangers.map((d) => (
          <Radio key={d} value={d}>
            {t(`danger.${d}`)}
          </Radio>
        ))}
      </Radio.Group>
    </section>
  )
}

function Sent({
  receipt,
}: {
  receipt: {
    caseId: string
    shortCode: string
    receivePromise: string | null
    followPath: string
  }
}) {
  const { t } = useTranslation('console')
  const time = useTime()
  return (
    <p className="sent" role="status">
      {t('intake.sent')}{' '}
      <Link to="/console/cases/$caseId" params={{ caseId: receipt.caseId }}>
        <b className="code">{receipt.shortCode}</b>
      </Link>
      {receipt.receivePromise && ` ${t('intake.promise', { at: time.at(receipt.receivePromise) })}`}{' '}
      <PrintSlip slip={receipt} />
    </p>
  )
}
