import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { Answer } from '#platform/web/console/states.tsx'
import { staffContract, type PostKindView } from '../../../contract/index.ts'
import { reaches, type Reach } from '../../../domain/scope.ts'
import { keepsApart } from '../../../domain/verbs.ts'
import { VerbChooser } from '../form/choosers.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row, useFields } from '../form/fields.tsx'
import { useOpened } from '../form/opened.ts'
import { call, useSaving } from '../form/saving.ts'
import { keys, useKinds, useNamed } from '../queries.ts'

/** What each kind of post may do, and how far it sees. */
export function KindsPart() {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const { verbs } = useConsoleSetting()
  const kinds = useKinds()
  const named = useNamed()
  const opened = useOpened(kinds.data, (k) => k.code, kinds.refetch)
  return (
    <>
      <p className="quiet">{t('kinds.how')}</p>
      {verbs.has('people.grant') && (
        <div className="filters">
          <Button type="primary" onClick={() => opened.open('new')}>
            {t('kinds.add')}
          </Button>
        </div>
      )}
      <Answer of={kinds} rows={10}>
        {(rows) => (
          <ul className="rows">
            {rows.map((kind) => (
              <li key={kind.code}>
                <button type="button" className="row-name" onClick={() => opened.open(kind.code)}>
                  {named(kind)}
                </button>
                <span>{t('kinds.verbs', { count: kind.verbs.length })}</span>
                <small>{said(`reach.${kind.reach}`)}</small>
                <small className="row-end">
                  {t('kinds.posts', { count: kind.posts })}
                  {kind.own && <b> · {t('kinds.own')}</b>}
                </small>
              </li>
            ))}
          </ul>
        )}
      </Answer>
      {opened.isOpen && (
        <KindSheet
          key={opened.key}
          kind={opened.row}
          onClose={opened.close}
          onRenew={opened.renew}
        />
      )}
    </>
  )
}

interface KindSheetProps {
  kind: PostKindView | undefined
  onClose: () => void
  onRenew: () => void
}

const fieldOf = {
  'people.code_taken': 'code',
  'people.administrators_apart': 'verbs',
}

function KindSheet({ kind, onClose, onRenew }: KindSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const { verbs: own } = useConsoleSetting()
  const named = useNamed()
  const [draft, setDraft] = useState(() => ({
    code: kind?.code ?? '',
    name: kind?.name ?? '',
    nameEn: kind?.nameEn ?? '',
    verbs: kind?.verbs ?? [],
    reach: kind?.reach ?? ('areas' as Reach),
  }))
  const set = (change: Partial<typeof draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () =>
      call(staffContract.savePostKind, {
        body: {
          ...draft,
          nameEn: draft.nameEn.trim() || draft.name,
          baseVersion: kind?.version ?? null,
        },
      }),
    { fieldOf, renews: [keys.kinds], onSaved: onClose },
  )
  const f = useFields(saving.trouble)
  const closed = closedBecause(kind, own.has('people.grant'))
  const disabled = closed !== undefined
  const apart = keepsApart(draft.verbs)
  const text = (name: 'code' | 'name' | 'nameEn') => ({
    ...f.input(name),
    disabled,
    value: draft[name],
    onChange: (e: { target: { value: string } }) => set({ [name]: e.target.value }),
  })
  return (
    <EditSheet
      title={kind ? named(kind) : t('kinds.add')}
      verb={t(kind ? 'form.save' : 'kinds.addVerb')}
      closedBecause={closed && t(closed)}
      ready={draft.name.trim() !== '' && draft.code !== '' && apart}
      busy={saving.busy}
      trouble={saving.trouble}
      onSave={() => saving.save(undefined)}
      onClose={onClose}
      onRenew={onRenew}
    >
      {!kind && (
        <Row {...f.row('code')} label={t('form.code')} hint={t('kinds.codeHint')}>
          <Input {...text('code')} maxLength={40} autoCapitalize="none" />
        </Row>
      )}
      <div className="two">
        <Row {...f.row('name')} label={t('form.nameZh')}>
          <Input {...text('name')} maxLength={40} />
        </Row>
        <Row {...f.row('nameEn')} label={t('form.nameEn')}>
          <Input {...text('nameEn')} maxLength={60} />
        </Row>
      </div>
      <Row {...f.row('reach')} label={t('kinds.reach')} hint={t('kinds.reachHint')}>
        <Select
          {...f.input('reach')}
          disabled={disabled}
          value={draft.reach}
          onChange={(reach: Reach) => set({ reach })}
          options={reaches.map((value) => ({ value, label: said(`reach.${value}`) }))}
        />
      </Row>
      <Row
        {...f.row('verbs')}
        wrong={apart ? f.row('verbs').wrong : said('error.people.administrators_apart')}
        label={t('kinds.may')}
      >
        <VerbChooser value={draft.verbs} disabled={disabled} onChange={(verbs) => set({ verbs })} />
      </Row>
      {kind && kind.posts > 0 && !disabled && (
        <p className="quiet">{t('kinds.then', { count: kind.posts })}</p>
      )}
    </EditSheet>
  )
}

function closedBecause(kind: PostKindView | undefined, mayGrant: boolean): string | undefined {
  if (!mayGrant) return 'kinds.readOnly'
  return kind?.own === true ? 'kinds.ownWords' : undefined
}
