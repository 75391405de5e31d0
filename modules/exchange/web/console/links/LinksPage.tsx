import { Button } from 'antd'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import { newId } from '#platform/web/new-id.ts'
import { listLinks, type LinkView } from '../../../contract/index.ts'
import { mappingPresets } from '../../../domain/presets.ts'
import { LinkDialog } from './LinkDialog.tsx'
import { draftOf, linksKey, type LinkDraft } from './draft.ts'
import '../exchange.css'

const blank = (): LinkDraft => ({
  id: newId(),
  code: 'hotline',
  name: '',
  kind: 'hotline',
  clientId: null,
  mapping: mappingPresets.hotline,
  way: 'file',
  url: '',
  headerName: '',
  active: true,
  baseVersion: null,
})

/** Neighbouring systems and how their words match ours, for the system administrator. */
export function LinksPage() {
  const { t } = useTranslation('links')
  const [draft, setDraft] = useState<{ draft: LinkDraft; hasHeader: boolean } | null>(null)
  const asked = useQuery({
    queryKey: linksKey,
    queryFn: ({ signal }) => call(listLinks, { signal }),
  })
  return (
    <div className="page exchange">
      <div className="page-head">
        <h1>{t('title')}</h1>
        <Button type="primary" onClick={() => setDraft({ draft: blank(), hasHeader: false })}>
          {t('add')}
        </Button>
      </div>
      <p className="quiet">{t('how')}</p>
      <Answer of={asked} rows={3}>
        {({ links, programs }) => (
          <>
            {links.length === 0 ? (
              <Empty title={t('none')} words={t('noneWords')} />
            ) : (
              <ul className="doors">
                {links.map((link) => (
                  <LinkItem
                    key={link.id}
                    link={link}
                    program={programs.find((p) => p.id === link.clientId)?.name ?? null}
                    onEdit={() => setDraft({ draft: draftOf(link), hasHeader: link.hasHeader })}
                  />
                ))}
              </ul>
            )}
            {draft && <LinkDialog {...draft} programs={programs} onClose={() => setDraft(null)} />}
          </>
        )}
      </Answer>
    </div>
  )
}

function LinkItem(props: { link: LinkView; program: string | null; onEdit: () => void }) {
  const { link, program } = props
  const { t } = useTranslation('links')
  return (
    <li className="door" data-off={!link.active}>
      <div className="door-head">
        <h2>
          {link.name}
          {!link.active && <small className="door-mark">{t('off')}</small>}
        </h2>
        <Button size="small" aria-label={`${t('edit')} ${link.name}`} onClick={props.onEdit}>
          {t('edit')}
        </Button>
      </div>
      <p className="door-facts">
        <span>{t(`kind.${link.kind}`)}</span>
        <span>{program ?? t('program.none')}</span>
        <span>{t(`way.${link.way}`)}</span>
      </p>
      {program !== null && (
        <p className="door-url">
          {t('api')} <span className="code">{`POST /api/exchange/links/${link.code}/orders`}</span>
        </p>
      )}
      {link.way === 'http' && <p className="code door-url">{link.url}</p>}
    </li>
  )
}
