import { Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { staffContract, type PostKindView } from '../../../contract/index.ts'
import { reaches } from '../../../domain/scope.ts'
import { keepsApart } from '../../../domain/verbs.ts'
import { VerbChooser } from '../form/choosers.tsx'
import { orNull, pick, TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { KindEffect } from '../kinds/KindEffect.tsx'
import { KindHistory } from '../kinds/KindHistory.tsx'
import { keys, useNamed } from '../queries.ts'

interface KindSheetProps {
  kind: PostKindView | undefined
  onClose: () => void
  onRenew: () => void
}

const fieldOf = {
  'people.code_taken': 'code',
  'people.administrators_apart': 'verbs',
}
const kept = ['code', 'name', 'nameEn', 'verbs', 'reach', 'secondFactor'] as const
type Draft = Pick<PostKindView, (typeof kept)[number]>
const blank: Draft = {
  code: '',
  name: '',
  nameEn: '',
  verbs: [],
  reach: 'areas',
  secondFactor: false,
}

/** One kind of post: its name, its rights, and how far it sees. Nobody changes their own. */
export function KindSheet({ kind, onClose, onRenew }: KindSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const named = useNamed()
  const drafting = useDraft<Draft>(() => (kind ? pick(kind, kept) : blank))
  const [draft] = drafting
  const saving = useSaving(
    () =>
      call(staffContract.savePostKind, {
        body: {
          ...draft,
          nameEn: orNull(draft.nameEn) ?? draft.name,
          baseVersion: kind?.version ?? null,
        },
      }),
    { fieldOf, renews: [keys.kinds], onSaved: onClose },
  )
  const closed = closedBecause(kind, verbs.has('people.grant'))
  const form = useForm(drafting, saving.trouble, closed !== undefined)
  return (
    <EditSheet
      title={kind ? named(kind) : t('kinds.add')}
      verb={t(kind ? 'form.save' : 'kinds.addVerb')}
      closedBecause={closed && t(closed)}
      ready={draft.name.trim() !== '' && draft.code !== '' && keepsApart(draft.verbs)}
      saving={saving}
      onClose={onClose}
      onRenew={onRenew}
      beside={kind && <KindHistory code={kind.code} />}
    >
      {!kind && (
        <TextRow
          form={form}
          name="code"
          label={t('form.code')}
          hint={t('kinds.codeHint')}
          maxLength={40}
          autoCapitalize="none"
        />
      )}
      <div className="two">
        <TextRow form={form} name="name" label={t('form.nameZh')} maxLength={40} />
        <TextRow form={form} name="nameEn" label={t('form.nameEn')} maxLength={60} />
      </div>
      <Rights form={form} />
      {kind && <KindEffect kind={kind} next={draft} />}
      {kind && kind.posts > 0 && closed === undefined && (
        <p className="quiet">{t('kinds.then', { count: kind.posts })}</p>
      )}
    </EditSheet>
  )
}

function closedBecause(kind: PostKindView | undefined, mayGrant: boolean): string | undefined {
  if (!mayGrant) return 'kinds.readOnly'
  return kind?.own === true ? 'kinds.ownWords' : undefined
}

/** Two administrations in one kind are said at once: the server would refuse them. */
function Rights({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const { fields, draft, set, disabled } = form
  const apart = keepsApart(draft.verbs) ? null : said('error.people.administrators_apart')
  return (
    <>
      <Row {...fields.row('reach')} label={t('kinds.reach')} hint={t('kinds.reachHint')}>
        <Select
          {...fields.input('reach')}
          disabled={disabled}
          value={draft.reach}
          onChange={(reach: Draft['reach']) => set({ reach })}
          options={reaches.map((value) => ({ value, label: said(`reach.${value}`) }))}
        />
      </Row>
      <Row
        {...fields.row('secondFactor')}
        label={t('kinds.secondFactor')}
        hint={t('kinds.secondFactorHint')}
      >
        <Switch
          id={fields.input('secondFactor').id}
          checked={draft.secondFactor}
          disabled={disabled}
          onChange={(secondFactor) => set({ secondFactor })}
        />
      </Row>
      <Row
        {...fields.row('verbs')}
        wrong={apart ?? fields.row('verbs').wrong}
        label={t('kinds.may')}
      >
        <VerbChooser
          id={fields.input('verbs').id}
          value={draft.verbs}
          disabled={disabled}
          onChange={(verbs) => set({ verbs })}
        />
      </Row>
    </>
  )
}
