import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { useTime } from '#platform/web/console/setting.tsx'
import { Empty } from '#platform/web/console/states.tsx'
import type { Output } from '#platform/web/console/say.ts'
import { newId } from '#platform/web/new-id.ts'
import { saveAuthority, type readSettings } from '../../../contract/index.ts'
import { powers, systems } from '../../../domain/authority.ts'
import { dayFromNow } from '../../draft.ts'
import { RowDialog, textsOf, type Values } from './RowDialog.tsx'

export type Settings = Output<typeof readSettings.reply>
type Row = Settings['authorities'][number]

/** Which body may inspect, order, punish: per matter and period, with the paper that says so. */
export function AuthoritiesPart({ settings }: { settings: Settings }) {
  const { t } = useTranslation('enforcement')
  const time = useTime()
  const [open, setOpen] = useState<Row | 'new' | null>(null)
  return (
    <>
      <p>
        <Button onClick={() => setOpen('new')}>{t('authority.add')}</Button>
      </p>
      {settings.authorities.length === 0 && (
        <Empty title={t('authority.none')} words={t('authority.noneWords')} />
      )}
      {settings.authorities.length > 0 && (
        <table className="settings-table">
          <thead>
            <tr>
              {(['matterCode', 'power', 'bodyName', 'from', 'paperTitle'] as const).map((name) => (
                <th key={name}>{t(name === 'from' ? 'setting.span' : `setting.${name}`)}</th>
              ))}
              <th />
            </tr>
          </thead>
          <tbody>
            {settings.authorities.map((row) => (
              <tr key={row.id}>
                <td>
                  {row.matterCode === '*'
                    ? t('everyMatter')
                    : `${row.matterCode} ${row.matterName}`}
                </td>
                <td>{t(`power.${row.power}`)}</td>
                <td>
                  {row.bodyName} <small>{t(`system.${row.system}`)}</small>
                </td>
                <td>
                  {time.date(row.from)} {t('to')}{' '}
                  {row.until === null ? t('open.ended') : time.date(row.until)}
                </td>
                <td>
                  {row.paperTitle} {row.paperNumber}
                  {row.law !== '' && <small className="quiet"> {row.law}</small>}
                </td>
                <td>
                  <Button size="small" onClick={() => setOpen(row)}>
                    {t('change')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open !== null && (
        <AuthorityDialog
          row={open === 'new' ? null : open}
          bodies={settings.bodies}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  )
}

const outside = 'outside'

function entryOf(v: Values, bodies: Settings['bodies']) {
  const text = (name: string) => v[name] ?? ''
  return {
    matterCode: text('matterCode'),
    power: powers.find((power) => power === v['power']) ?? 'order',
    bodyId: bodies.find((body) => body.id === v['bodyId'])?.id ?? null,
    bodyName: text('bodyName'),
    system: systems.find((system) => system === v['system']) ?? 'ours',
    from: text('from'),
    until: text('until') === '' ? null : text('until'),
    paperTitle: text('paperTitle'),
    paperNumber: text('paperNumber'),
    law: text('law'),
  }
}

function AuthorityDialog(props: {
  row: Row | null
  bodies: Settings['bodies']
  onClose: () => void
}) {
  const { row, bodies, onClose } = props
  const { t } = useTranslation('enforcement')
  const [id] = useState(() => row?.id ?? newId())
  const start: Values = row
    ? { ...textsOf(row), bodyId: row.bodyId ?? outside }
    : { matterCode: '*', power: 'order', system: 'ours', from: dayFromNow(0), bodyId: outside }
  const save = (v: Values) =>
    call(saveAuthority, {
      params: { id },
      body: { ...entryOf(v, bodies), baseVersion: row?.version ?? null },
    })
  const said = (of: readonly string[], group: string) =>
    of.map((value) => ({ value, label: t(`${group}.${value}`) }))
  return (
    <RowDialog
      title={t(row ? 'authority.change' : 'authority.add')}
      start={start}
      save={save}
      onClose={onClose}
      fields={[
        { name: 'matterCode' },
        { name: 'power', kind: 'choice', options: said(powers, 'power') },
        {
          name: 'bodyId',
          kind: 'choice',
          options: [
            { value: outside, label: t('body.outside') },
            ...bodies.map(({ id: value, name }) => ({ value, label: name })),
          ],
        },
        { name: 'bodyName' },
        { name: 'system', kind: 'choice', options: said(systems, 'system') },
        { name: 'from', kind: 'day' },
        { name: 'until', kind: 'day', optional: true },
        { name: 'paperTitle' },
        { name: 'paperNumber', optional: true },
        { name: 'law', optional: true },
      ]}
    />
  )
}
