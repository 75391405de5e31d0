import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import {
  DistrictFrame,
  keepReport,
  newDraft,
  phoneLooksRight,
  useGo,
  useParam,
  useTitle,
  WhereStep,
  type Draft,
} from '#modules/cases/web/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import {
  Button,
  Failure,
  failureOf,
  Field,
  PhotoPicker,
  Skeleton,
  Strip,
  TextArea,
  type PickedPhotos,
} from '#platform/web/kit/index.ts'
import { useFace } from '#platform/web/face.ts'
import { newId } from '#platform/web/new-id.ts'
import { book, type BookingReceipt } from '../../contract/bookings.ts'
import { publicService, type PublicService, type SlotView } from '../../contract/services.ts'
import { wrongAnswer, type Answers } from '../../domain/service.ts'
import { Questions } from './Questions.tsx'
import { noPictures, uploadTo } from '../signs/pictures.ts'
import { SlotPicker } from './SlotPicker.tsx'
import { useServiceSpeech } from '../speech.ts'
import './services.css'

/** Guidance first, then the hour, what is asked, where, and how to be reached. */
export function BookPage() {
  const districtId = useParam('districtId')
  const code = useParam('code')
  const { t, either } = useServiceSpeech()
  const go = useGo()
  const [receipt, setReceipt] = useState<BookingReceipt | null>(null)
  const asked = useQuery({
    queryKey: ['services', districtId, code],
    queryFn: () => call(publicService, { params: { districtId, code } }),
    staleTime: 0,
  })
  const service = asked.data?.service
  const name = service ? either(service.name, service.nameEn) : t('title')
  useTitle(name)
  return (
    <DistrictFrame
      districtId={districtId}
      title={name}
      onBack={() => go(`/${districtId}/services`)}
    >
      {asked.isPending && <Skeleton shape="card" count={2} />}
      {asked.error && !asked.data && (
        <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {asked.data && receipt && (
        <Booked
          districtId={districtId}
          receipt={receipt}
          service={asked.data.service}
          timeZone={asked.data.timeZone}
        />
      )}
      {asked.data && !receipt && (
        <Booking
          {...asked.data}
          districtId={districtId}
          onBooked={setReceipt}
          again={() => void asked.refetch()}
        />
      )}
    </DistrictFrame>
  )
}

interface BookingProps {
  districtId: string
  service: PublicService
  slots: readonly SlotView[]
  timeZone: string
  onBooked: (receipt: BookingReceipt) => void
  again: () => void
}

interface Written {
  startsAt: string | null
  answers: Answers
  words: string
  phone: string
}

/** What is missing, in the order of the page. */
function missing(service: PublicService, written: Written, draft: Draft) {
  if (written.startsAt === null) return { part: 'hour' as const }
  const question = wrongAnswer(service.questions, written.answers)
  if (question !== null) return { part: 'question' as const, question }
  if (service.place === 'door' && draft.address.trim() === '' && draft.point === null)
    return { part: 'address' as const }
  const phone = written.phone.trim()
  if (phone === '' ? service.asksPhone : !phoneLooksRight(phone)) return { part: 'phone' as const }
  return null
}

function useBooking({ districtId, service, onBooked, again }: BookingProps) {
  const { trouble } = useServiceSpeech()
  const [clientId, setClientId] = useState(newId)
  const [draft, setDraft] = useState(newDraft)
  const [written, setWritten] = useState<Written>({
    startsAt: null,
    answers: {},
    words: '',
    phone: '',
  })
  const [pictures, setPictures] = useState(noPictures)
  const [pressed, setPressed] = useState(false)
  const sending = useMutation({
    mutationFn: (startsAt: string) =>
      call(book, {
        params: { districtId },
        body: {
          clientId,
          serviceCode: service.code,
          startsAt,
          answers: written.answers,
          words: written.words,
          address: draft.address,
          addressId: draft.addressId,
          place: draft.point ? { ...draft.point, system: 'CGCS2000' } : null,
          phone: written.phone.trim() || null,
          photos: pictures.ids,
        },
      }),
    onSuccess: (receipt) => {
      const { shortCode, number, ownKey, lookKey } = receipt
      const at = new Date().toISOString()
      keepReport({ districtId, shortCode, number, ownKey, lookKey, words: service.name, at })
      onBooked(receipt)
    },
    onError: (error) => {
      if (!(error instanceof CallError) || error.status === 0) return
      // The server has said no: what is sent next is another booking.
      setClientId(newId())
      if (['services.hour_full', 'services.no_such_hour'].includes(error.code)) {
        setWritten((now) => ({ ...now, startsAt: null }))
        again()
      }
    },
  })
  const gap = pressed ? missing(service, written, draft) : null
  return {
    draft,
    written,
    gap,
    setPictures,
    waiting: pressed && pictures.pending > 0,
    busy: sending.isPending,
    refused: sending.error instanceof CallError ? trouble(sending.error.code) : null,
    change: (to: Partial<Written>) => setWritten((now) => ({ ...now, ...to })),
    place: (to: Partial<Draft>) => setDraft((now) => ({ ...now, ...to })),
    press: () => {
      setPressed(true)
      if (pictures.pending > 0) return
      if (missing(service, written, draft) === null && written.startsAt !== null)
        sending.mutate(written.startsAt)
    },
  }
}

function Booking(props: BookingProps) {
  const { districtId, service, slots, timeZone } = props
  const { t } = useServiceSpeech(timeZone)
  const { large } = useFace()
  const { draft, written, gap, busy, refused, waiting, change, place, press, setPictures } =
    useBooking(props)
  return (
    <div className="step">
      <Guidance service={service} />
      <section className="step">
        <h2>{t('when')}</h2>
        <SlotPicker
          {...{ slots, timeZone }}
          chosen={written.startsAt}
          onChoose={(startsAt) => change({ startsAt })}
        />
        {gap?.part === 'hour' && <Strip tone="warn">{t('chooseHour')}</Strip>}
      </section>
      {service.questions.length > 0 && (
        <section className="step">
          <h2>{t('about')}</h2>
          <Questions
            questions={service.questions}
            answers={written.answers}
            wrong={gap?.part === 'question' ? gap.question : null}
            onChange={(answers) => change({ answers })}
          />
        </section>
      )}
      <PicturesStep {...{ districtId, waiting }} onChange={setPictures} />
      <section className="step">
        <h2>{t('where')}</h2>
        {service.place === 'door' ? (
          <WhereStep {...{ districtId, draft, large }} change={place} door={noDoor} />
        ) : (
          <p>{t('office', { office: service.office })}</p>
        )}
        {gap?.part === 'address' && <Strip tone="warn">{t('error.services.address_needed')}</Strip>}
      </section>
      <section className="step">
        <h2>{t('reach')}</h2>
        <Field
          label={t('phone')}
          hint={t('phoneWhy')}
          optional={!service.asksPhone}
          type="tel"
          autoComplete="tel"
          maxLength={20}
          value={written.phone}
          error={gap?.part === 'phone' ? t('phoneWrong') : undefined}
          onChange={(event) => change({ phone: event.target.value })}
        />
        <TextArea
          label={t('words')}
          optional
          maxLength={2000}
          value={written.words}
          onChange={(event) => change({ words: event.target.value })}
        />
      </section>
      {refused !== null && <Strip tone="danger">{refused}</Strip>}
      <Button wide busy={busy} onClick={press}>
        {t('book')}
      </Button>
      <p className="quiet">{t('after', { unit: service.unitName })}</p>
    </div>
  )
}

interface PicturesStepProps {
  districtId: string
  waiting: boolean
  onChange: (pictures: PickedPhotos) => void
}

function PicturesStep({ districtId, waiting, onChange }: PicturesStepProps) {
  const { t } = useServiceSpeech()
  const [upload] = useState(() => uploadTo(districtId))
  return (
    <section className="step">
      <h2>{t('pictures')}</h2>
      <p className="quiet">{t('picturesHint')}</p>
      <PhotoPicker upload={upload} onChange={onChange} label={t('pictures')} />
      {waiting && <Strip>{t('waitPictures')}</Strip>}
    </section>
  )
}

/** Booking begins at no door plate. */
const noDoor = { name: undefined, revoked: false }

function Guidance({ service }: { service: PublicService }) {
  const { t, either } = useServiceSpeech()
  const lines = either(service.guidance, service.guidanceEn).split('\n').filter(Boolean)
  return (
    <section className="service-guide">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
      <dl>
        <div>
          <dt>{t('cost')}</dt>
          <dd>{either(service.cost, service.costEn) || t('costNone')}</dd>
        </div>
        <div>
          <dt>{t('who')}</dt>
          <dd>{service.unitName}</dd>
        </div>
      </dl>
    </section>
  )
}

interface BookedProps {
  districtId: string
  receipt: BookingReceipt
  service: PublicService
  timeZone: string
}

function Booked({ districtId, receipt, service, timeZone }: BookedProps) {
  const { t, either, day, clock } = useServiceSpeech(timeZone)
  const go = useGo()
  const { shortCode, startsAt, endsAt, ownKey } = receipt
  const link = `${location.origin}/${districtId}/follow/${shortCode}?key=${encodeURIComponent(ownKey)}`
  return (
    <div className="step">
      <h1>{t('booked')}</h1>
      <p className="receipt-promise">
        {either(service.name, service.nameEn)}
        <br />
        {day(startsAt)} {clock(startsAt)}–{clock(endsAt)}
      </p>
      <dl className="receipt-code">
        <dt>{t('number')}</dt>
        <dd>{shortCode}</dd>
      </dl>
      <section className="card keep">
        <h2>{t('keep')}</h2>
        <p className="quiet">{t('keepWhy')}</p>
        <p className="keep-link">{link}</p>
      </section>
      <Button wide onClick={() => go(`/${districtId}/follow/${shortCode}`)}>
        {t('see')}
      </Button>
    </div>
  )
}
