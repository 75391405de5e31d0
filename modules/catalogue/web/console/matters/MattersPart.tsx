import { Button, Input, Select } from 'antd'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useAddress } from '#platform/web/console/address.ts'
import { SheetTools } from '#platform/web/console/sheets/SheetTools.tsx'
import { Answer, Empty } from '#platform/web/console/states.tsx'
import {
  catalogueSheets,
  listMatters,
  matterKinds,
  type MajorView,
  type MatterView,
} from '../../../contract/index.ts'
import { useMajors } from '../queries.ts'
import { MatterDialog, newMatter } from './MatterDialog.tsx'

const keyOf = (m: { kind: string; major: string }) => `${m.kind}/${m.major}`

/** Big classes with their counts at the side; the matters of one, or those that a text finds. */
export function MattersPart() {
  const { t } = useTranslation('catalogueConsole')
  const [address, setAddress] = useAddress()
  const [adding, setAdding] = useState(false)
  const majors = useMajors()
  const text = address['q'] ?? ''
  return (
    <Answer of={majors} rows={12}>
      {({ rows, allowed }) => {
        const chosen =
          rows.find((m) => keyOf(m) === address['major']) ??
          rows.find((m) => m.kind === 'matter') ??
          rows[0]
        return (
          <div className="matters">
            <MajorList rows={rows} chosen={text ? undefined : chosen} />
            <div className="matters-main">
              <div className="catalogue-bar">
                <Input
                  type="search"
                  allowClear
                  key={text}
                  defaultValue={text}
                  aria-label={t('matters.search')}
                  placeholder={t('matters.search')}
                  onPressEnter={(e) => setAddress({ q: e.currentTarget.value.trim() }, true)}
                  onChange={(e) => e.target.value === '' && text && setAddress({ q: undefined })}
                />
                {allowed.includes('edit') && chosen && (
                  <Button onClick={() => setAdding(true)}>{t('matters.add')}</Button>
                )}
                <SheetTools
                  sheet={catalogueSheets.matters}
                  what={t('part.matters')}
                  may={allowed.includes('edit')}
                  queryKey={['catalogue']}
                />
              </div>
              {chosen && <Matters major={chosen} text={text} />}
            </div>
            {adding && chosen && (
              <MatterDialog
                title={t('matters.add')}
                start={newMatter(chosen)}
                majors={rows}
                onClose={() => setAdding(false)}
              />
            )}
          </div>
        )
      }}
    </Answer>
  )
}

function MajorList({ rows, chosen }: { rows: MajorView[]; chosen: MajorView | undefined }) {
  const { t } = useTranslation('catalogueConsole')
  const [, setAddress] = useAddress()
  const go = (major: string) => setAddress({ major, q: undefined }, true)
  return (
    <>
      <nav className="majors" aria-label={t('matters.majors')}>
        {matterKinds.toReversed().map((kind) => {
          const own = rows.filter((m) => m.kind === kind)
          return (
            <section key={kind}>
              <h2>
                {t(`kind.${kind}`)} <small>{own.reduce((n, m) => n + m.count, 0)}</small>
              </h2>
              <ul>
                {own.map((m) => (
                  <li key={m.major}>
                    <button
                      type="button"
                      aria-current={m === chosen ? 'true' : undefined}
                      onClick={() => go(keyOf(m))}
                    >
                      <span className="code">{m.major}</span>
                      <span>{m.name || t('matters.ownMajor')}</span>
                      <small>{m.count}</small>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )
        })}
      </nav>
      <Select
        className="majors-narrow"
        aria-label={t('matters.majors')}
        value={chosen ? keyOf(chosen) : null}
        placeholder={t('matters.majors')}
        onChange={(value: string) => go(value)}
        options={rows.map((m) => ({
          value: keyOf(m),
          label: `${t(`kind.${m.kind}`)} ${m.major} ${m.name} · ${m.count}`,
        }))}
      />
    </>
  )
}

function Matters({ major, text }: { major: MajorView; text: string }) {
  const { t } = useTranslation('catalogueConsole')
  const matters = useQuery({
    queryKey: ['catalogue', 'matters', text || keyOf(major)],
    queryFn: ({ signal }) =>
      call(listMatters, {
        query: text ? { text } : { kind: major.kind, major: major.major, limit: 500 },
        signal,
      }),
    placeholderData: keepPreviousData,
  })
  return (
    <Answer of={matters} rows={12}>
      {({ rows }) =>
        rows.length === 0 ? (
          <Empty title={t('matters.none')} words={t('matters.noneWords')} />
        ) : (
          <>
            <h2 className="matters-head">
              {text
                ? t('matters.found', { count: rows.length, text })
                : `${t(`kind.${major.kind}`)} ${major.major} ${major.name}`}
              {!text && (
                <small>
                  {t('matters.count', { count: major.count })}
                  {major.own > 0 && ` · ${t('matters.own', { count: major.own })}`}
                  {major.inactive > 0 && ` · ${t('matters.off', { count: major.inactive })}`}
                </small>
              )}
            </h2>
            <table className="rows matters-table" data-found={text !== ''}>
              <thead>
                <tr>
                  <th scope="col">{t('matter.code')}</th>
                  <th scope="col">{t('matter.name')}</th>
                  <th scope="col">{t('matter.filing')}</th>
                  <th scope="col">{t('matter.guideItem')}</th>
                  <th scope="col">{t('matter.urgency')}</th>
                  <th scope="col">{t('matter.origin')}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((m) => (
                  <MatterRow key={`${m.kind}${m.code}`} matter={m} found={text !== ''} />
                ))}
              </tbody>
            </table>
          </>
        )
      }
    </Answer>
  )
}

function MatterRow({ matter: m, found }: { matter: MatterView; found: boolean }) {
  const { t } = useTranslation('catalogueConsole')
  return (
    <tr data-off={!m.active}>
      <td className="code">{m.code}</td>
      <th scope="row">
        <Link to="/console/catalogue/$kind/$code" params={{ kind: m.kind, code: m.code }}>
          {m.name}
        </Link>
        {found && (
          <small>
            {t(`kind.${m.kind}`)} · {m.majorName}
          </small>
        )}
        {!m.active && <small className="mark">{t('inactive')}</small>}
      </th>
      <td className="cut" title={m.filingStandard}>
        {m.filingStandard}
      </td>
      <td>{m.guideItemCode ? `${m.guideItemCode} ${t(`class.${m.class}`)}` : ''}</td>
      <td>
        {m.urgency === 'routine' ? '' : t(`urgency.${m.urgency}`)}
        {m.hazard && <small className="mark">{t('hazard')}</small>}
      </td>
      <td className="quiet">{t(`origin.short.${m.origin}`)}</td>
    </tr>
  )
}
