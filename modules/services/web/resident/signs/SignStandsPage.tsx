import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import {
  DistrictFrame,
  useGo,
  useParam,
  useSearchText,
  useTitle,
} from '#modules/cases/web/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import {
  Button,
  Failure,
  failureOf,
  PhotoPicker,
  PhotoView,
  Sheet,
  Skeleton,
  Strip,
  TextArea,
} from '#platform/web/kit/index.ts'
import { mendSign, readSign, withdrawSign, type SignView } from '../../../contract/signs.ts'
import { useServiceSpeech } from '../../speech.ts'
import { draftOfForm, FormFields, formOfDraft } from '../../signs/FormFields.tsx'
import { noPictures, uploadTo } from '../../signs/pictures.ts'
import '../services.css'

interface Link {
  districtId: string
  code: string
  secret: string
}

/** How a filing stands, behind the shop's own link: mend it, take it back, print the receipt. */
export function SignStandsPage() {
  const districtId = useParam('districtId')
  const code = useParam('code').toUpperCase()
  const secret = useSearchText('key') ?? ''
  const { t } = useServiceSpeech()
  const go = useGo()
  useTitle(`${t('sign.title')} ${code}`)
  const queryKey = ['sign', districtId, code, secret]
  const client = useQueryClient()
  const asked = useQuery({
    queryKey,
    queryFn: () => call(readSign, { params: { districtId, code }, query: { key: secret } }),
    retry: (count, error) => count < 2 && !(error instanceof CallError && error.status >= 400),
  })
  return (
    <DistrictFrame
      districtId={districtId}
      title={`${t('sign.title')} ${code}`}
      onBack={() => go(`/${districtId}/services`)}
    >
      {asked.isPending && <Skeleton shape="card" count={2} />}
      {asked.error && !asked.data && (
        <Failure kind={failureOf(asked.error)} onRetry={() => void asked.refetch()} />
      )}
      {asked.data && (
        <Stands
          sign={asked.data}
          link={{ districtId, code, secret }}
          show={(sign) => client.setQueryData(queryKey, sign)}
        />
      )}
    </DistrictFrame>
  )
}

interface StandsProps {
  sign: SignView
  link: Link
  show: (sign: SignView) => void
}

function Stands({ sign, link, show }: StandsProps) {
  const { t, day } = useServiceSpeech(sign.timeZone)
  const [open, setOpen] = useState<'mend' | 'withdraw' | null>(null)
  return (
    <article className="step">
      <Head sign={sign} />
      {sign.state === 'mending' && <Asked sign={sign} onMend={() => setOpen('mend')} />}
      {sign.state === 'filed' && (
        <section className="card">
          <p>{t('sign.meaning')}</p>
          <p>
            <a href={paperPath(link)}>{t('sign.receipt')}</a>
          </p>
        </section>
      )}
      {sign.state === 'submitted' && <KeepLink />}
      <FormShown sign={sign} />
      {sign.drawings.length > 0 && (
        <PhotoView
          photos={sign.drawings.map((fileId) => ({
            thumb: photoPath(link, fileId),
            full: photoPath(link, fileId),
            alt: t('sign.pictures'),
            caption: sign.shop,
          }))}
        />
      )}
      <ol className="sign-steps">
        {sign.steps.map((step) => (
          <li key={`${step.at}${step.act}`}>
            {day(step.at)} {t(`sign.step.${step.act}`)}
            {step.words !== '' && `：${step.words}`}
          </li>
        ))}
      </ol>
      {sign.allowed.includes('withdraw') && (
        <Button wide look="quiet" onClick={() => setOpen('withdraw')}>
          {t('sign.withdraw')}
        </Button>
      )}
      {open === 'mend' && <Mending {...{ sign, link, show }} close={() => setOpen(null)} />}
      {open === 'withdraw' && <Withdrawing {...{ sign, link, show }} close={() => setOpen(null)} />}
    </article>
  )
}

function Head({ sign }: { sign: SignView }) {
  const { t, say } = useServiceSpeech(sign.timeZone)
  return (
    <header>
      <p className="quiet">
        {sign.shop} · {sign.address}
      </p>
      <h1>{t(`sign.say.${sign.state}`)}</h1>
      {sign.state === 'submitted' && sign.dueAt !== null && (
        <p>{t('sign.due', { at: say(sign.dueAt) })}</p>
      )}
      {sign.state === 'filed' && (
        <p>
          {sign.number} · {t(`sign.by.${sign.filedBy ?? 'staff'}`)}
        </p>
      )}
    </header>
  )
}

/** What is to be changed, each point of it, and by when. */
function Asked({ sign, onMend }: { sign: SignView; onMend: () => void }) {
  const { t, either } = useServiceSpeech()
  const wrong = sign.checks.filter((check) => !check.ok)
  const asked = sign.steps.findLast((step) => step.act === 'asked')
  return (
    <section className="card appointment">
      <h2>{t('sign.mendWhat', { until: sign.mendUntil ?? '' })}</h2>
      <p>{asked?.words}</p>
      <ul className="sign-items">
        {wrong.map((check) => {
          const item = sign.items.find((one) => one.key === check.key)
          return (
            <li key={check.key}>
              {item ? either(item.label, item.labelEn) : check.key}
              {check.words !== '' && `：${check.words}`}
            </li>
          )
        })}
      </ul>
      <Button wide onClick={onMend}>
        {t('sign.mend')}
      </Button>
    </section>
  )
}

const paperPath = ({ districtId, code, secret }: Link) =>
  `/api/public/${districtId}/sign-filings/${code}/paper?key=${encodeURIComponent(secret)}`

const photoPath = ({ districtId, code, secret }: Link, fileId: string) =>
  `/api/public/${districtId}/sign-filings/${code}/photos/${fileId}?key=${encodeURIComponent(secret)}`

function KeepLink() {
  const { t } = useServiceSpeech()
  return (
    <section className="card keep">
      <h2>{t('keep')}</h2>
      <p className="quiet">{t('sign.keepWhy')}</p>
      <p className="keep-link">{location.href}</p>
    </section>
  )
}

function FormShown({ sign }: { sign: SignView }) {
  const { t } = useServiceSpeech()
  const { form } = sign
  const rows = [
    ['words', form.words],
    ['size', `${form.width} × ${form.height} × ${form.depth}`],
    ['clearance', String(form.clearance)],
    ['position', form.position],
    ['material', form.material],
    ['lighting', t(`sign.light.${form.lighting}`)],
    ['installer', form.installer],
  ] as const
  return (
    <section className="service-guide">
      <dl>
        {rows
          .filter(([, value]) => value !== '')
          .map(([name, value]) => (
            <div key={name}>
              <dt>{t(`sign.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </section>
  )
}

function Mending({ sign, link, show, close }: StandsProps & { close: () => void }) {
  const { t, trouble } = useServiceSpeech()
  const { districtId, code, secret } = link
  const [draft, setDraft] = useState(() => draftOfForm(sign.form))
  const [words, setWords] = useState('')
  const [pictures, setPictures] = useState(noPictures)
  const [pressed, setPressed] = useState(false)
  const [upload] = useState(() => uploadTo(districtId))
  const sending = useMutation({
    mutationFn: (form: NonNullable<ReturnType<typeof formOfDraft>>) =>
      call(mendSign, {
        params: { districtId, code },
        body: { key: secret, form, photos: pictures.ids, words },
      }),
    onSuccess: (now) => {
      show(now)
      close()
    },
  })
  const press = () => {
    setPressed(true)
    const form = formOfDraft(draft)
    if (form && pictures.pending === 0) sending.mutate(form)
  }
  return (
    <Sheet
      open
      onClose={close}
      title={t('sign.mend')}
      foot={
        <Button wide busy={sending.isPending} onClick={press}>
          {t('sign.mendDo')}
        </Button>
      }
    >
      <div className="step">
        <FormFields
          draft={draft}
          change={(to) => setDraft((now) => ({ ...now, ...to }))}
          pressed={pressed}
        />
        <PhotoPicker upload={upload} onChange={setPictures} label={t('sign.pictures')} />
        <TextArea
          label={t('sign.mendWords')}
          optional
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {sending.error instanceof CallError && (
          <Strip tone="danger">{trouble(sending.error.code)}</Strip>
        )}
      </div>
    </Sheet>
  )
}

function Withdrawing({ link, show, close }: StandsProps & { close: () => void }) {
  const { t, trouble } = useServiceSpeech()
  const { districtId, code, secret } = link
  const [words, setWords] = useState('')
  const sending = useMutation({
    mutationFn: () =>
      call(withdrawSign, { params: { districtId, code }, body: { key: secret, words } }),
    onSuccess: (now) => {
      show(now)
      close()
    },
  })
  return (
    <Sheet
      open
      onClose={close}
      title={t('sign.withdraw')}
      foot={
        <Button wide look="danger" busy={sending.isPending} onClick={() => sending.mutate()}>
          {t('sign.withdraw')}
        </Button>
      }
    >
      <div className="step">
        <TextArea
          label={t('cancelWhy')}
          optional
          maxLength={500}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {sending.error instanceof CallError && (
          <Strip tone="danger">{trouble(sending.error.code)}</Strip>
        )}
      </div>
    </Sheet>
  )
}
