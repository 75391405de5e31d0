import { Button, Input, Select } from 'antd'
import { Link } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { partyKinds } from '../../../contract/index.ts'
import { wares } from '../../../domain/ladder.ts'
import { Labelled } from '../file/fields.tsx'
import { DueLine, Rungs } from '../file/Rungs.tsx'
import { useFilesOfCase, useOpening } from '../queries.ts'
import { Refused } from '../Refused.tsx'
import { SubjectOffers } from './SubjectOffers.tsx'
import '../enforcement.css'

/** On the page of a case: its ladder, where there is one; otherwise the way to begin. */
export function FilesOfCase({ caseId }: { caseId: string }) {
  const { t } = useTranslation('enforcement')
  const { verbs } = useConsoleSetting()
  const { data } = useFilesOfCase(caseId, verbs.has('enforcement.read'))
  const [open, setOpen] = useState(false)
  if (!data || (data.files.length === 0 && !data.mayOpen)) return null
  return (
    <section className="files-of-case" aria-label={t('case.title')}>
      <h2>{t('case.title')}</h2>
      {data.files.map((file) => (
        <article key={file.id} className="file-card">
          <p>
            <Link to="/console/enforcement/$fileId" params={{ fileId: file.id }}>
              {file.title}
            </Link>{' '}
            <DueLine file={file} />
          </p>
          <Rungs file={file} />
        </article>
      ))}
      {open ? (
        <OpenForm caseId={caseId} onClose={() => setOpen(false)} />
      ) : (
        data.mayOpen &&
        data.files.every((file) => file.allowed.length === 0) && (
          <Button className="no-print" onClick={() => setOpen(true)}>
            {t('open')}
          </Button>
        )
      )}
    </section>
  )
}

const blank = {
  title: '',
  address: '',
  name: '',
  about: '',
  subjectId: null as string | null,
  kind: 'person' as (typeof partyKinds)[number],
  sells: 'none' as (typeof wares)[number],
}

/** What is being written, and the sending of it under ids that are made once. */
function useOpenForm(caseId: string, onDone: () => void) {
  const opening = useOpening()
  const [ids] = useState(() => ({ file: newId(), party: newId() }))
  const [form, setForm] = useState(blank)
  const ready = [form.title, form.address, form.name].every((text) => text.trim() !== '')
  const send = () => {
    if (!ready || opening.isPending) return
    const { name, about, kind, subjectId, ...rest } = form
    const parties = [{ id: ids.party, kind, subjectId, name, about }]
    opening.mutate({ ...rest, id: ids.file, caseId, parties }, { onSuccess: onDone })
  }
  const set = (to: Partial<typeof blank>) => setForm((was) => ({ ...was, ...to }))
  return { form, set, ready, send, opening }
}

function OpenForm({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const { t } = useTranslation('enforcement')
  const id = useId()
  const { form, set, ready, send, opening } = useOpenForm(caseId, onClose)
  const text = (field: 'title' | 'address' | 'name' | 'about') => (
    <Labelled id={`${id}${field}`} label={t(`open.${field}`)}>
      <Input
        id={`${id}${field}`}
        maxLength={80}
        value={form[field]}
        onChange={(event) =>
          set({ [field]: event.target.value, ...(field === 'name' ? { subjectId: null } : {}) })
        }
      />
    </Labelled>
  )
  return (
    <form
      className="act"
      aria-label={t('open')}
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      {text('title')}
      {text('address')}
      <Labelled id={`${id}kind`} label={t('open.kind')}>
        <Select
          id={`${id}kind`}
          value={form.kind}
          onChange={(kind) => set({ kind })}
          options={partyKinds.map((value) => ({ value, label: t(`party.${value}`) }))}
        />
      </Labelled>
      {text('name')}
      <SubjectOffers
        name={form.name}
        chosen={form.subjectId}
        onChoose={({ id: subjectId, kind, name, addressText }) =>
          // Of a person the register shows a mask only: the name stays as it was typed.
          set({
            subjectId,
            kind,
            ...(kind === 'person' ? {} : { name }),
            ...(form.address === '' ? { address: addressText } : {}),
          })
        }
      />
      {text('about')}
      <Labelled id={`${id}sells`} label={t('open.sells')} hint={t('open.sellsHint')}>
        <Select
          id={`${id}sells`}
          value={form.sells}
          onChange={(sells) => set({ sells })}
          options={wares.map((value) => ({ value, label: t(`sells.${value}`) }))}
        />
      </Labelled>
      <p className="act-then">{t('open.then')}</p>
      <Refused error={opening.error} />
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={opening.isPending}>
          {t('open')}
        </Button>
        <Button onClick={onClose}>{t('leave')}</Button>
      </p>
    </form>
  )
}
