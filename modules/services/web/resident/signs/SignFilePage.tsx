import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  DistrictFrame,
  newDraft,
  phoneLooksRight,
  useGo,
  useParam,
  useTitle,
  WhereStep,
  type Draft,
} from '#modules/cases/web/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { useFace } from '#platform/web/face.ts'
import {
  Button,
  Failure,
  failureOf,
  Field,
  PhotoPicker,
  Skeleton,
  Strip,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import { signGuidance, submitSign, type SignSettings } from '../../../contract/signs.ts'
import { noPictures, uploadTo } from '../../signs/pictures.ts'
import { useServiceSpeech } from '../../speech.ts'
import { blankSign, FormFields, formOfDraft, type SignDraft } from '../../signs/FormFields.tsx'
import '../services.css'

/** How a shop sign is filed here, what is checked, and the form. */
export function SignFilePage() {
  const districtId = useParam('districtId')
  const { t } = useServiceSpeech()
  const go = useGo()
  useTitle(t('sign.title'))
  const asked = useQuery({
    queryKey: ['sign-filing', districtId],
    queryFn: () => call(signGuidance, { params: { districtId } }),
  })
  return (
    <DistrictFrame
      districtId={districtId}
      title={t('sign.title')}
      onBack={() => go(`/${districtId}/services`)}
    >
      {asked.isPending && <Skeleton shape="card" count={2} />}
      {asked.error && (
        <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {asked.data && (
        <div className="step">
          <SignGuide settings={asked.data} />
          <Filing districtId={districtId} />
        </div>
      )}
    </DistrictFrame>
  )
}

function SignGuide({ settings }: { settings: SignSettings }) {
  const { t, either } = useServiceSpeech()
  const lines = either(settings.guidance, settings.guidanceEn).split('\n').filter(Boolean)
  return (
    <section className="service-guide">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <h2>{t('sign.list')}</h2>
      <ul className="sign-items">
        {settings.items.map((item) => (
          <li key={item.key}>{either(item.label, item.labelEn)}</li>
        ))}
      </ul>
    </section>
  )
}

interface About {
  shop: string
  name: string
  phone: string
}

function useFiling(districtId: string) {
  const { trouble } = useServiceSpeech()
  const go = useGo()
  const [clientId, setClientId] = useState(newId)
  const [form, setForm] = useState<SignDraft>(blankSign)
  const [where, setWhere] = useState(newDraft)
  const [about, setAbout] = useState<About>({ shop: '', name: '', phone: '' })
  const [pictures, setPictures] = useState(noPictures)
  const [pressed, setPressed] = useState(false)
  const sending = useMutation({
    mutationFn: (ready: NonNullable<ReturnType<typeof formOfDraft>>) =>
      call(submitSign, {
        params: { districtId },
        body: {
          clientId,
          shop: about.shop.trim(),
          address: where.address,
          addressId: where.addressId,
          place: where.point ? { ...where.point, system: 'CGCS2000' } : null,
          name: about.name.trim() || null,
          phone: about.phone.trim(),
          form: ready,
          photos: pictures.ids,
        },
      }),
    onSuccess: ({ code, key }) =>
      go(`/${districtId}/signs/${code}?key=${encodeURIComponent(key)}`, true),
    onError: (error) => {
      if (error instanceof CallError && error.status > 0) setClientId(newId())
    },
  })
  const ready =
    about.shop.trim() !== '' &&
    where.address.trim() !== '' &&
    phoneLooksRight(about.phone) &&
    pictures.pending === 0
  return {
    form,
    where,
    about,
    pressed,
    setPictures,
    busy: sending.isPending,
    refused: sending.error instanceof CallError ? trouble(sending.error.code) : null,
    waiting: pressed && pictures.pending > 0,
    changeForm: (to: Partial<SignDraft>) => setForm((now) => ({ ...now, ...to })),
    changeWhere: (to: Partial<Draft>) => setWhere((now) => ({ ...now, ...to })),
    changeAbout: (to: Partial<About>) => setAbout((now) => ({ ...now, ...to })),
    press: () => {
      setPressed(true)
      const whole = formOfDraft(form)
      if (whole && ready) sending.mutate(whole)
    },
  }
}

function Filing({ districtId }: { districtId: string }) {
  const { t } = useServiceSpeech()
  const { large } = useFace()
  const filing = useFiling(districtId)
  const { form, where, about, pressed, changeAbout } = filing
  const [upload] = useState(() => uploadTo(districtId))
  return (
    <>
      <section className="step">
        <h2>{t('sign.shopPart')}</h2>
        <Field
          label={t('sign.shop')}
          maxLength={80}
          value={about.shop}
          error={pressed && about.shop.trim() === '' ? t('sign.needed') : undefined}
          onChange={(event) => changeAbout({ shop: event.target.value })}
        />
        <WhereStep
          {...{ districtId, large }}
          draft={where}
          change={filing.changeWhere}
          door={{ name: undefined, revoked: false }}
        />
        {pressed && where.address.trim() === '' && (
          <Strip tone="warn">{t('sign.addressNeeded')}</Strip>
        )}
      </section>
      <section className="step">
        <h2>{t('sign.signPart')}</h2>
        <FormFields draft={form} change={filing.changeForm} pressed={pressed} />
      </section>
      <section className="step">
        <h2>{t('sign.pictures')}</h2>
        <p className="quiet">{t('sign.picturesHint')}</p>
        <PhotoPicker upload={upload} onChange={filing.setPictures} label={t('sign.pictures')} />
        {filing.waiting && <Strip>{t('sign.waitPictures')}</Strip>}
      </section>
      <section className="step">
        <h2>{t('reach')}</h2>
        <Field
          label={t('sign.name')}
          optional
          maxLength={60}
          autoComplete="name"
          value={about.name}
          onChange={(event) => changeAbout({ name: event.target.value })}
        />
        <Field
          label={t('phone')}
          hint={t('sign.phoneWhy')}
          type="tel"
          autoComplete="tel"
          maxLength={20}
          value={about.phone}
          error={pressed && !phoneLooksRight(about.phone) ? t('phoneWrong') : undefined}
          onChange={(event) => changeAbout({ phone: event.target.value })}
        />
      </section>
      {filing.refused !== null && <Strip tone="danger">{filing.refused}</Strip>}
      <Button wide busy={filing.busy} onClick={filing.press}>
        {t('sign.submit')}
      </Button>
    </>
  )
}
