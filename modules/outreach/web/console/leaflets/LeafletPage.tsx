import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { usePart } from '#platform/web/console/address.ts'
import { Confirm } from '#platform/web/console/Confirm.tsx'
import { useConsoleSetting, useTime } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { QrCode } from '#platform/web/QrCode.tsx'
import { Trouble } from '#platform/web/console/Dialog.tsx'
import {
  leafletsContract as contract,
  type LeafletPage as Page,
  type LeafletVersion,
} from '../../../contract/index.ts'
import { LeafletSheet } from '../../public/LeafletSheet.tsx'
import { useLeaflet, useOutreachChange } from '../queries.ts'
import { freshLeaflet, LeafletEditor, leafletDraft } from './LeafletEditor.tsx'
import { Openings } from './Openings.tsx'
import '../outreach.css'

/** One leaflet: as people see it, its code and papers, its versions, and how often it was opened. */
export function LeafletPage() {
  const leafletId = usePart('leafletId')
  return leafletId === 'new' ? <NewLeaflet /> : <OldLeaflet leafletId={leafletId} />
}

function NewLeaflet() {
  const { t } = useTranslation('outreach')
  const { districtId } = useConsoleSetting()
  return (
    <div className="page outreach">
      <header className="page-head">
        <h1>{t('leaflet.write')}</h1>
      </header>
      <LeafletEditor
        leaflet={freshLeaflet(districtId)}
        onClose={() => history.back()}
        onSaved={(page) => location.assign(`/console/outreach/leaflets/${page.id}`)}
      />
    </div>
  )
}

function OldLeaflet({ leafletId }: { leafletId: string }) {
  return <Answer of={useLeaflet(leafletId)}>{(page) => <Shown page={page} />}</Answer>
}

const newestOf = (page: Page): LeafletVersion => page.versions[0]!

function Shown({ page }: { page: Page }) {
  const { t } = useTranslation('outreach')
  const [editing, setEditing] = useState(false)
  const [numberSeen, setNumber] = useState<number | null>(null)
  const seen =
    page.versions.find(({ number }) => number === (numberSeen ?? page.shown)) ?? newestOf(page)
  if (editing)
    return (
      <div className="page outreach">
        <header className="page-head">
          <h1>{t('leaflet.change')}</h1>
        </header>
        <LeafletEditor
          leaflet={leafletDraft(page)}
          onClose={() => setEditing(false)}
          onSaved={() => {
            setNumber(null)
            setEditing(false)
          }}
        />
      </div>
    )
  return (
    <div className="page outreach">
      <header className="page-head">
        <h1>{page.title}</h1>
        <span className="outreach-state" data-state={page.state}>
          {t(`leaflet.state.${page.state}`)}
        </span>
      </header>
      <Verbs page={page} onWrite={() => setEditing(true)} />
      <div className="outreach-leaflet">
        <div>
          <LeafletSheet
            words={seen}
            picture={seen.pictureId && `/api/files/${seen.pictureId}/public`}
          />
        </div>
        <aside>
          <Ways page={page} />
          <Versions page={page} seen={seen.number} onSee={setNumber} />
          <section>
            <h2>{t('leaflet.openings')}</h2>
            <Openings openings={page.openings} total={page.opened} />
          </section>
          <p>
            <a href={`/console/outreach?leaflet=${page.id}`}>{t('leaflet.records')}</a>
          </p>
        </aside>
      </div>
    </div>
  )
}

function Verbs({ page, onWrite }: { page: Page; onWrite: () => void }) {
  const { t } = useTranslation('outreach')
  const [asking, setAsking] = useState(false)
  const params = { leafletId: page.id }
  const approve = useOutreachChange(() =>
    call(contract.approveLeaflet, {
      params,
      body: { number: page.newest, baseVersion: page.version },
    }),
  )
  const withdraw = useOutreachChange((withdrawn: boolean) =>
    call(contract.withdrawLeaflet, { params, body: { withdrawn, baseVersion: page.version } }),
  )
  const may = (verb: Page['allowed'][number]) => page.allowed.includes(verb)
  return (
    <>
      <Trouble error={approve.error ?? withdraw.error} />
      <div className="outreach-verbs">
        {may('approve') && (
          <Button
            type="primary"
            loading={approve.isPending}
            onClick={() => approve.mutate(undefined)}
          >
            {t('leaflet.approve', { number: page.newest })}
          </Button>
        )}
        {may('write') && <Button onClick={onWrite}>{t('leaflet.change')}</Button>}
        {may('withdraw') && (
          <Button onClick={() => setAsking(true)}>{t('leaflet.withdraw')}</Button>
        )}
        {may('bring_back') && (
          <Button loading={withdraw.isPending} onClick={() => withdraw.mutate(false)}>
            {t('leaflet.bringBack')}
          </Button>
        )}
      </div>
      {page.waits && !may('approve') && <p className="quiet">{t('leaflet.waitsWhom')}</p>}
      <Confirm
        open={asking}
        title={t('leaflet.withdraw')}
        consequences={[t('leaflet.withdrawThen'), t('leaflet.withdrawHangs')]}
        verb={t('leaflet.withdraw')}
        busy={withdraw.isPending}
        onConfirm={() => withdraw.mutate(true, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      />
    </>
  )
}

/** The code, its address, and the papers with the code on them. */
function Ways({ page }: { page: Page }) {
  const { t } = useTranslation('outreach')
  const paper = (query: string) => `/api/outreach/leaflets/${page.id}/paper?${query}`
  return (
    <section className="outreach-ways">
      <QrCode text={`${location.origin}${page.path}?via=code`} label={t('leaflet.code')} />
      <div>
        {page.shown !== null && (
          <p>
            <a href={page.path} target="_blank" rel="noreferrer">
              {t('leaflet.publicPage')}
            </a>
          </p>
        )}
        <p>{t('leaflet.codeIs', { code: page.code })}</p>
        <p className="outreach-papers">
          {(['A4', 'A3'] as const).map((size) => (
            <a key={size} href={paper(`size=${size}`)}>
              {t('leaflet.paper', { size })}
            </a>
          ))}
          <a href={paper('size=A4&language=en')}>{t('leaflet.paperEn')}</a>
          <a href={paper('size=A4&format=docx')}>DOCX</a>
        </p>
      </div>
    </section>
  )
}

interface VersionsProps {
  page: Page
  seen: number
  onSee: (number: number) => void
}

function Versions({ page, seen, onSee }: VersionsProps) {
  const { t } = useTranslation('outreach')
  const time = useTime()
  return (
    <section>
      <h2>{t('leaflet.versions')}</h2>
      <ul className="outreach-versions">
        {page.versions.map((one) => (
          <li key={one.number}>
            <button
              type="button"
              aria-pressed={one.number === seen}
              onClick={() => onSee(one.number)}
            >
              {t('leaflet.version', { number: one.number })}
              {one.number === page.shown && ` · ${t('leaflet.isShown')}`}
            </button>
            <small className="quiet">
              {t('leaflet.writtenBy', { who: one.writtenBy, at: time.day(one.writtenAt) })}
            </small>
            <small className="quiet">
              {one.approvedAt === null
                ? t('leaflet.notApproved')
                : t('leaflet.approvedBy', {
                    who: one.approvedBy ?? '',
                    at: time.day(one.approvedAt),
                  })}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
