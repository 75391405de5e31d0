import { useState } from 'react'
import { askHere, useHere, useSpeech, WorkFrame } from '#modules/cases/web/index.ts'
import {
  Button,
  Empty,
  Field,
  PhotoPicker,
  Skeleton,
  Strip,
  TextArea,
  type PickedPhotos,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { FileRow } from '../../contract/index.ts'
import { useOpenFiles } from './queries.ts'
import { useEvidence, useStepLater } from './use-step.ts'
import './words.css'

const nothing: PickedPhotos = { ids: [], pending: 0, failed: 0 }

/** Words to somebody, in three presses: the picture, to whom, send. */
export function WordsPage() {
  const { t } = useSpeech()
  const [round, setRound] = useState(0)
  return (
    <WorkFrame title={t('words.title')}>
      {() => <WordsForm key={round} onAgain={() => setRound(round + 1)} />}
    </WorkFrame>
  )
}

function WordsForm({ onAgain }: { onAgain: () => void }) {
  const { t } = useSpeech()
  const [photos, setPhotos] = useState(nothing)
  const [words, setWords] = useState('')
  const [chosen, setChosen] = useState<FileRow | 'new' | null>(null)
  const [made, setMade] = useState(() => ({ file: newId(), party: newId(), name: '', address: '' }))
  const [pressed, setPressed] = useState(false)
  const here = useHere()
  const { upload, of } = useEvidence()
  const [sent, setSent] = useState(false)
  const later = useStepLater(() => setSent(true))
  const missing = missingIn(chosen, made)
  const press = () => {
    setPressed(true)
    if (missing !== null || chosen === null || later.isPending) return
    const isNew = chosen === 'new'
    const point = typeof here === 'object' ? { lon: here.lon, lat: here.lat } : null
    const title = t('words.titleOf', { name: isNew ? made.name : chosen.title })
    later.mutate({
      fileId: isNew ? made.file : chosen.id,
      title,
      words,
      open: isNew
        ? {
            id: made.file,
            title,
            address: made.address.trim(),
            point,
            parties: [{ id: made.party, kind: 'person', name: made.name.trim() }],
          }
        : null,
      order: { step: 'dissuade', words: words.trim() },
      evidence: of(photos.ids),
    })
  }
  if (sent)
    return (
      <div className="step">
        <Strip tone="done">{t('words.kept')}</Strip>
        <Button wide onClick={onAgain}>
          {t('words.another')}
        </Button>
      </div>
    )
  return (
    <div className="step">
      <PhotoPicker upload={upload} onChange={setPhotos} keepOriginal kept />
      <ToWhom chosen={chosen} onChoose={setChosen} />
      {chosen === 'new' && <NewOne made={made} set={setMade} />}
      <TextArea
        label={t('words.said')}
        maxLength={2000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {pressed && missing !== null && <Strip tone="danger">{t(missing)}</Strip>}
      <Button wide busy={later.isPending || photos.pending > 0} onClick={press}>
        {t('words.send')}
      </Button>
    </div>
  )
}

type Made = { file: string; party: string; name: string; address: string }

/** Somebody who is in no file yet: who, and where. */
function NewOne({ made, set }: { made: Made; set: (made: Made) => void }) {
  const { t } = useSpeech()
  const here = useHere()
  return (
    <section className="step">
      <Field
        label={t('words.name')}
        maxLength={80}
        value={made.name}
        onChange={(event) => set({ ...made, name: event.target.value })}
      />
      <Field
        label={t('words.address')}
        maxLength={200}
        value={made.address}
        onChange={(event) => set({ ...made, address: event.target.value })}
      />
      {here === 'unasked' && (
        <Button look="quiet" glyph="locate" onClick={askHere}>
          {t('patrol.locate')}
        </Button>
      )}
    </section>
  )
}

function missingIn(
  chosen: FileRow | 'new' | null,
  made: { name: string; address: string },
): string | null {
  if (chosen === null) return 'words.needWhom'
  if (chosen !== 'new') return null
  return made.name.trim() === '' || made.address.trim() === '' ? 'words.needNew' : null
}

/** Those who are open in the own area; each also leads to its page with the other steps. */
function ToWhom(props: {
  chosen: FileRow | 'new' | null
  onChoose: (chosen: FileRow | 'new') => void
}) {
  const { t, say } = useSpeech()
  const asked = useOpenFiles()
  const [now] = useState(() => Date.now())
  const chosen = typeof props.chosen === 'object' ? props.chosen?.id : props.chosen
  return (
    <fieldset className="words-whom">
      <legend>
        <h2>{t('words.whom')}</h2>
      </legend>
      {asked.isPending && <Skeleton shape="card" count={2} />}
      {asked.data?.length === 0 && <Empty title={t('words.none')} />}
      <label className="words-one">
        <input
          type="radio"
          name="whom"
          checked={chosen === 'new'}
          onChange={() => props.onChoose('new')}
        />
        <span>
          <strong>{t('words.new')}</strong>
        </span>
      </label>
      {asked.data
        ?.filter((row) => row.state !== 'handed_over')
        .map((row) => (
          <div key={row.id} className="words-row">
            <label className="words-one">
              <input
                type="radio"
                name="whom"
                checked={chosen === row.id}
                onChange={() => props.onChoose(row)}
              />
              <span>
                <strong>{row.parties.slice(0, 2).join('、')}</strong>
                <small>
                  {row.address} · {t(`file.${row.state}`)}
                  {row.dissuasions > 0 && ` · ${t('words.count', { count: row.dissuasions })}`}
                </small>
                {row.dueAt !== null && (
                  <small data-late={Date.parse(row.dueAt) < now}>
                    {t(`due.${row.dueKind}`, { at: say(new Date(Date.parse(row.dueAt) - 1)) })}
                  </small>
                )}
              </span>
            </label>
            <a href={`/work/words/${row.id}`}>{t('words.more')}</a>
          </div>
        ))}
    </fieldset>
  )
}
