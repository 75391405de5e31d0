import { App, Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import {
  revokePartnerLink,
  showPartnerLink,
  type LinksView,
  type LinkView,
} from '../../../contract/partners.ts'
import { Begin } from '../beside/BringIn.tsx'
import { GiveForm } from './GiveForm.tsx'
import { sayRefusal, useLinkChange, useLinks } from './queries.ts'
import './partners.css'

/** The links of partners to their tasks of this case, with their use, and what may be given now. */
export function PartnerPart({ caseId }: { caseId: string }) {
  const { t } = useTranslation('partners')
  const { data } = useLinks(caseId)
  const [open, setOpen] = useState<string | null>(null)
  const [path, setPath] = useState<string | null>(null)
  if (!data || data.links.length + data.mayGive.length === 0) return null
  const giving = data.mayGive.find((one) => one.taskId === open)
  const verbs = !giving && (
    <Begin of="partner">
      {data.mayGive.map((one) => (
        <Button key={one.taskId} onClick={() => setOpen(one.taskId)}>
          {t(one.again ? 'links.again' : 'links.give', { unit: one.unitName })}
        </Button>
      ))}
    </Begin>
  )
  if (data.links.length === 0 && !giving && path === null) return verbs
  return (
    <section className="partners" aria-label={t('links')}>
      <h2>{t('links')}</h2>
      {data.links.length > 0 && (
        <ul className="partner-links">
          {data.links.map((link) => (
            <LinkLine key={link.id} view={data} link={link} />
          ))}
        </ul>
      )}
      {path !== null && <PathSlip path={path} />}
      {giving && (
        <GiveForm
          key={giving.taskId}
          view={data}
          task={giving}
          onDone={(made) => {
            setOpen(null)
            setPath(made)
          }}
        />
      )}
      {verbs}
    </section>
  )
}

function LinkLine({ view, link }: { view: LinksView; link: LinkView }) {
  const { t } = useTranslation('partners')
  const time = useTime()
  const [path, setPath] = useState<string | null>(null)
  const showing = useLinkChange<{ path: string }>(view)
  const revoking = useLinkChange(view)
  const at = (params: { caseId: string }) => ({ ...params, linkId: link.id })
  const error = showing.error ?? revoking.error
  return (
    <li data-state={link.state}>
      <div className="partner-line">
        <b>{link.unitName}</b>
        <span className="partner-state">{t(`links.state.${link.state}`)}</span>
      </div>
      <p>{link.words}</p>
      <p className="quiet">
        {t('links.made', {
          by: link.madeBy,
          at: time.at(link.madeAt),
          until: time.at(link.expiresAt),
        })}
      </p>
      <details>
        <summary>
          {t('links.uses')} {link.uses.length}
        </summary>
        <ol className="partner-uses">
          {link.uses.map((use, n) => (
            // oxlint-disable-next-line react/no-array-index-key -- an append-only list
            <li key={n}>
              <time dateTime={use.at}>{time.at(use.at)}</time> {t(`use.${use.act}`)}
            </li>
          ))}
        </ol>
      </details>
      {path !== null && <PathSlip path={path} />}
      {link.allowed.length > 0 && path === null && (
        <p className="partner-verbs">
          <Button
            size="small"
            loading={showing.isPending}
            onClick={() =>
              showing.mutate(({ params }) => call(showPartnerLink, { params: at(params) }), {
                onSuccess: (shown) => setPath(shown.path),
              })
            }
          >
            {t('links.show')}
          </Button>
          <Button
            size="small"
            danger
            loading={revoking.isPending}
            onClick={() =>
              revoking.mutate(({ params, base }) =>
                call(revokePartnerLink, { params: at(params), body: base }),
              )
            }
          >
            {t('links.revoke')}
          </Button>
        </p>
      )}
      {error && (
        <p className="act-refused" role="alert">
          {sayRefusal(t, error)}
        </p>
      )}
    </li>
  )
}

/** The link itself, to be copied into a chat: it opens one task and nothing else. */
function PathSlip({ path }: { path: string }) {
  const { t } = useTranslation('partners')
  const { message } = App.useApp()
  const address = `${location.origin}${path}`
  const copy = async () => {
    // Without TLS browsers keep the clipboard shut; the field is there to copy from by hand.
    await navigator.clipboard.writeText(address).catch(() => undefined)
    void message.info(t('links.copied'))
  }
  return (
    <p className="partner-slip" role="status">
      <Input
        readOnly
        value={address}
        aria-label={t('links.path')}
        onFocus={(e) => e.target.select()}
      />
      <Button onClick={() => void copy()}>{t('links.copy')}</Button>
    </p>
  )
}
