import { Button, Checkbox, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { newId } from '#platform/web/new-id.ts'
import { givePartnerLink, type LinksView } from '../../../contract/partners.ts'
import { photoPath } from '../others.ts'
import { sayRefusal, useLinkChange } from './queries.ts'

const validities = [3, 7, 30] as const

interface GiveProps {
  view: LinksView
  task: LinksView['mayGive'][number]
  /** With the path of the link that was made; null where nothing was. */
  onDone: (path: string | null) => void
}

/** What the partner reads, which pictures it sees, and how long the key opens. */
export function GiveForm({ view, task, onDone }: GiveProps) {
  const { t } = useTranslation('partners')
  const ids = { words: useId(), days: useId() }
  const [id] = useState(newId)
  const [words, setWords] = useState(task.brief)
  const [fileIds, setFiles] = useState<string[]>([])
  const [days, setDays] = useState(7)
  const changing = useLinkChange<{ path: string }>(view)
  const name = t(task.again ? 'links.again' : 'links.give', { unit: task.unitName })
  const ready = words.trim() !== ''
  const send = () =>
    changing.mutate(
      ({ params, base }) =>
        call(givePartnerLink, {
          params,
          body: { ...base, id, taskId: task.taskId, words: words.trim(), fileIds, days },
        }),
      { onSuccess: (made) => onDone(made.path) },
    )
  return (
    <form
      className="act"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault()
        if (ready && !changing.isPending) send()
      }}
    >
      <div className="act-field">
        <label htmlFor={ids.words}>{t('links.words')}</label>
        <Input.TextArea
          id={ids.words}
          rows={3}
          maxLength={2000}
          value={words}
          onChange={(e) => setWords(e.target.value)}
        />
        <small>{t('links.wordsHint')}</small>
      </div>
      <Photos photos={view.photos} value={fileIds} onChange={setFiles} />
      <div className="act-field">
        <label htmlFor={ids.days}>{t('links.days')}</label>
        <Select
          id={ids.days}
          value={days}
          onChange={(next: number) => setDays(next)}
          options={validities.map((value) => ({ value, label: t(`links.day.${value}`) }))}
        />
      </div>
      <p className="act-then">
        {t('links.then')} {task.again && t('links.thenAgain')}
      </p>
      {changing.error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, changing.error)}
        </p>
      )}
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={changing.isPending}>
          {t('links.send')}
        </Button>
        <Button onClick={() => onDone(null)}>{t('leave')}</Button>
      </p>
    </form>
  )
}

function Photos(props: {
  photos: readonly string[]
  value: string[]
  onChange: (fileIds: string[]) => void
}) {
  const { t } = useTranslation('partners')
  return (
    <fieldset className="partner-photos">
      <legend>{t('links.photos')}</legend>
      {props.photos.length === 0 && <p className="quiet">{t('links.noPhotos')}</p>}
      <Checkbox.Group value={props.value} onChange={(next) => props.onChange(next)}>
        {props.photos.map((fileId, n) => (
          <Checkbox key={fileId} value={fileId}>
            <img
              src={photoPath(fileId, 'thumb')}
              alt={t('links.photoOf', { n: n + 1 })}
              width="72"
              height="72"
            />
          </Checkbox>
        ))}
      </Checkbox.Group>
    </fieldset>
  )
}
