import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { DayPicker } from '#platform/web/console/DayPicker.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import { Field, Trouble } from '#platform/web/console/Dialog.tsx'
import { leafletsContract as contract, type LeafletPage } from '../../../contract/index.ts'
import { LeafletSheet } from '../../public/LeafletSheet.tsx'
import { AreaPick, MattersPick } from '../parts.tsx'
import { useOutreachChange, useUpload } from '../queries.ts'

export type LeafletDraft = Output<typeof contract.writeLeaflet.body>

export const freshLeaflet = (areaCode: string): LeafletDraft => ({
  id: newId(),
  areaCode,
  matters: [],
  title: '',
  body: '',
  titleEn: '',
  bodyEn: '',
  pictureId: null,
  validUntil: null,
  baseVersion: null,
})

/** The newest words, to be written anew. */
export function leafletDraft(page: LeafletPage): LeafletDraft {
  const [newest] = page.versions
  const fresh = freshLeaflet(page.areaCode)
  const { title, body, titleEn, bodyEn, pictureId, validUntil } = newest ?? fresh
  return {
    ...fresh,
    title,
    body,
    titleEn,
    bodyEn,
    pictureId,
    validUntil,
    id: page.id,
    matters: page.matters.map(({ key }) => key),
    baseVersion: page.version,
  }
}

interface EditorProps {
  leaflet: LeafletDraft
  onClose: () => void
  onSaved: (page: LeafletPage) => void
}

/** Words, picture and days at the left; at the right the leaflet as people will see it. */
export function LeafletEditor({ leaflet, onClose, onSaved }: EditorProps) {
  const { t } = useTranslation('outreach')
  const [draft, setDraft] = useState(leaflet)
  const [pending, setPending] = useState(false)
  const set = (to: Partial<LeafletDraft>) => setDraft((was) => ({ ...was, ...to }))
  const save = useOutreachChange((body: LeafletDraft) => call(contract.writeLeaflet, { body }))
  const ready =
    draft.title.trim() !== '' && draft.body.trim() !== '' && draft.areaCode !== '' && !pending
  return (
    <div className="outreach-leaflet">
      <form
        className="outreach-form"
        onSubmit={(event) => {
          event.preventDefault()
          if (ready) save.mutate(draft, { onSuccess: onSaved })
        }}
      >
        <Trouble error={save.error} />
        <Words draft={draft} set={set} />
        <About draft={draft} set={set} onPending={setPending} />
        <p className="quiet">{t('leaflet.thenApproved')}</p>
        <div className="outreach-verbs">
          <Button type="primary" htmlType="submit" disabled={!ready} loading={save.isPending}>
            {t('leaflet.save')}
          </Button>
          <Button onClick={onClose}>{t('leave')}</Button>
        </div>
      </form>
      <div>
        <p className="quiet">{t('leaflet.preview')}</p>
        <LeafletSheet
          words={draft}
          picture={draft.pictureId && `/api/files/${draft.pictureId}/public`}
        />
      </div>
    </div>
  )
}

interface PartProps {
  draft: LeafletDraft
  set: (to: Partial<LeafletDraft>) => void
}

function Words({ draft, set }: PartProps) {
  const { t } = useTranslation('outreach')
  const id = useId()
  return (
    <>
      <Field id={`${id}t`} label={t('leaflet.title')}>
        <Input
          id={`${id}t`}
          maxLength={80}
          value={draft.title}
          onChange={(e) => set({ title: e.target.value })}
        />
      </Field>
      <Field id={`${id}b`} label={t('leaflet.body')} hint={t('leaflet.bodyHint')}>
        <Input.TextArea
          id={`${id}b`}
          rows={7}
          maxLength={4000}
          value={draft.body}
          onChange={(e) => set({ body: e.target.value })}
        />
      </Field>
      <Field id={`${id}te`} label={t('leaflet.titleEn')}>
        <Input
          id={`${id}te`}
          maxLength={160}
          value={draft.titleEn}
          onChange={(e) => set({ titleEn: e.target.value })}
        />
      </Field>
      <Field id={`${id}be`} label={t('leaflet.bodyEn')}>
        <Input.TextArea
          id={`${id}be`}
          rows={4}
          maxLength={8000}
          value={draft.bodyEn}
          onChange={(e) => set({ bodyEn: e.target.value })}
        />
      </Field>
    </>
  )
}

function About({ draft, set, onPending }: PartProps & { onPending: (is: boolean) => void }) {
  const { t } = useTranslation('outreach')
  const id = useId()
  const upload = useUpload()
  return (
    <>
      <Field label={t('leaflet.picture')}>
        {draft.pictureId !== null && (
          <Button size="small" onClick={() => set({ pictureId: null })}>
            {t('leaflet.noPicture')}
          </Button>
        )}
        <PhotoPicker
          upload={upload}
          max={1}
          onChange={({ ids, pending }) => {
            onPending(pending > 0)
            if (ids[0] !== undefined) set({ pictureId: ids[0] })
          }}
        />
      </Field>
      <div className="outreach-pair">
        <Field id={`${id}a`} label={t('leaflet.area')}>
          <AreaPick
            all
            id={`${id}a`}
            value={draft.areaCode}
            onChange={(areaCode) => set({ areaCode })}
          />
        </Field>
        <Field id={`${id}v`} label={t('leaflet.validUntil')}>
          <DayPicker
            id={`${id}v`}
            clearable
            value={draft.validUntil ?? ''}
            onChange={(validUntil) => set({ validUntil: validUntil || null })}
          />
        </Field>
      </div>
      <Field id={`${id}m`} label={t('leaflet.matters')}>
        <MattersPick id={`${id}m`} value={draft.matters} onChange={(matters) => set({ matters })} />
      </Field>
    </>
  )
}
