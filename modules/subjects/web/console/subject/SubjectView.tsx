import { Button } from 'antd'
import { Link } from '@tanstack/react-router'
import { use, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DistrictMap } from '#modules/places/web/index.ts'
import { usePart } from '#platform/web/console/address.ts'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import type { SubjectPage } from '../../../contract/index.ts'
import { SubjectSlot } from '../../subject-slot.ts'
import { entryOf } from '../entry/draft.ts'
import { EntryDialog } from '../entry/EntryDialog.tsx'
import { useSubject } from '../queries.ts'
import { ContactLook } from './ContactLook.tsx'
import { Facts } from './Facts.tsx'
import { History } from './History.tsx'
import { Joined } from './Joined.tsx'
import { MergeDialog } from './MergeDialog.tsx'
import { RelateDialog } from './RelateDialog.tsx'
import { Relations } from './Relations.tsx'
import '../subjects.css'

/** One subject: what is known and from where, to whom it belongs, and what others have to do with it. */
export function SubjectView() {
  const subject = useSubject(usePart('subjectId'))
  return (
    <div className="page subjects">
      <Answer of={subject}>{(page) => <Known key={page.id} page={page} />}</Answer>
    </div>
  )
}

type Open = 'mend' | 'relate' | 'merge' | null

function Known({ page }: { page: SubjectPage }) {
  const { t } = useTranslation('subjects')
  const [open, setOpen] = useState<Open>(null)
  const beside = use(SubjectSlot)
  const close = () => setOpen(null)
  const verbs = (['mend', 'relate', 'merge'] as const).filter((verb) => page.allowed.includes(verb))
  return (
    <>
      <Head page={page}>
        {verbs.map((verb) => (
          <Button
            key={verb}
            type={verb === 'mend' ? 'primary' : 'default'}
            onClick={() => setOpen(verb)}
          >
            {t(verb)}
          </Button>
        ))}
      </Head>
      <div className="subject-page">
        <div className="subject-column">
          <Facts page={page} />
          {page.allowed.includes('see_contact') && <ContactLook page={page} />}
          <Relations page={page} />
          <Joined page={page} />
        </div>
        <div className="subject-column">
          <Where page={page} />
          {beside?.(page.id)}
          <History page={page} />
        </div>
      </div>
      {open === 'mend' && <EntryDialog entry={entryOf(page)} onClose={close} />}
      {open === 'relate' && <RelateDialog page={page} onClose={close} />}
      {open === 'merge' && <MergeDialog page={page} onClose={close} />}
    </>
  )
}

function Head({ page, children }: { page: SubjectPage; children: React.ReactNode }) {
  const { t } = useTranslation('subjects')
  const time = useTime()
  return (
    <header className="page-head">
      <div>
        <p className="quiet">
          <Link to="/console/subjects">{t('title')}</Link> / {t(`kind.${page.kind}`)}
        </p>
        <h1>{page.name}</h1>
        <p className="quiet">
          {[
            ...(page.status === 'closed' ? [t('status.closed')] : []),
            t(`class.${page.class}`),
            t('changed', { at: time.at(page.changedAt) }),
          ].join(' · ')}
        </p>
      </div>
      <p className="subject-verbs">{children}</p>
    </header>
  )
}

function Where({ page }: { page: SubjectPage }) {
  const { t } = useTranslation('subjects')
  const { districtId } = useConsoleSetting()
  const { lon, lat } = page
  if (lon === null || lat === null) return null
  return (
    <section className="subject-card subject-map" aria-label={t('where')}>
      <DistrictMap
        districtId={districtId}
        label={t('where')}
        center={[lon, lat]}
        zoom={16}
        points={[{ id: page.id, at: [lon, lat], label: page.name }]}
      />
    </section>
  )
}
