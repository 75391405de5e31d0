import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { staffContract, type PostView } from '../../../contract/index.ts'
import { AreaChooser, KindChooser, OrganisationChooser } from '../form/choosers.tsx'
import { ActiveRow, pick, TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys, useNamed, useStations } from '../queries.ts'
import { HoldingsOf } from './Holdings.tsx'

interface PostSheetProps {
  post: PostView | undefined
  /** Where a new post is to sit, as the page of stations asks for it. */
  seat: SeatWanted
  onSaved: (saved: PostView) => void
  onClose: () => void
  onRenew: () => void
}

export interface SeatWanted {
  station?: string | undefined
  seat?: string | undefined
  kind?: string | undefined
  area?: string | undefined
}

const kept = [
  'id',
  'title',
  'kind',
  'organisationId',
  'stationId',
  'seat',
  'areas',
  'active',
  'dutyPhone',
] as const
type Draft = Pick<PostView, (typeof kept)[number]>
const blank = ({ station, seat, kind = '', area }: SeatWanted): Draft => ({
  id: newId(),
  title: '',
  kind,
  organisationId: '',
  stationId: station ?? null,
  seat: seat ?? null,
  areas: area === undefined ? [] : [area],
  active: true,
  dutyPhone: null,
})

/** One post: what it may do by its kind, whose and where it is, at which station; and its holders. */
export function PostSheet({ post, seat, onSaved, onClose, onRenew }: PostSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const drafting = useDraft<Draft>(() => (post ? pick(post, kept) : blank(seat)))
  const [draft, set] = drafting
  const saving = useSaving(
    () => call(staffContract.savePost, { body: { ...draft, baseVersion: post?.version ?? null } }),
    { renews: [keys.posts, keys.stations, keys.persons], onSaved },
  )
  const may = verbs.has('people.edit')
  const form = useForm(drafting, saving.trouble, !may)
  const { row, input } = form.fields
  return (
    <EditSheet
      title={post?.title ?? t('posts.add')}
      verb={t(post ? 'form.save' : 'posts.addVerb')}
      closedBecause={may ? undefined : t('persons.readOnly')}
      ready={draft.title.trim() !== '' && draft.kind !== '' && draft.organisationId !== ''}
      saving={saving}
      onClose={onClose}
      onRenew={onRenew}
      beside={post && <HoldingsOf post={post} />}
    >
      <TextRow
        form={form}
        name="title"
        label={t('posts.title')}
        hint={t('posts.titleHint')}
        maxLength={60}
        autoFocus={!post}
      />
      <Row {...row('kind')} label={t('posts.kind')} hint={t('posts.kindHint')}>
        <KindChooser
          {...input('kind')}
          disabled={!may}
          value={draft.kind || null}
          onChange={(kind) => set({ kind: kind ?? '' })}
        />
      </Row>
      <Row {...row('organisationId')} label={t('posts.organisation')}>
        <OrganisationChooser
          {...input('organisationId')}
          disabled={!may}
          value={draft.organisationId || null}
          onChange={(organisationId) => set({ organisationId: organisationId ?? '' })}
        />
      </Row>
      <Row {...row('areas')} label={t('column.areas')} hint={t('posts.areasHint')}>
        <AreaChooser
          {...input('areas')}
          disabled={!may}
          value={draft.areas}
          onChange={(areas) => set({ areas })}
        />
      </Row>
      <SeatRows form={form} />
      <TextRow
        form={form}
        name="dutyPhone"
        label={t('posts.dutyPhone')}
        hint={t('posts.dutyPhoneHint')}
        type="tel"
        maxLength={40}
      />
      {post && <ActiveRow form={form} label={t('posts.active')} hint={t('posts.activeHint')} />}
    </EditSheet>
  )
}

/** The station, and which seat of its model the post takes. */
function SeatRows({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation('peopleConsole')
  const stations = useStations()
  const named = useNamed()
  const { draft, set, disabled, fields } = form
  const list = stations.data?.stations ?? []
  const station = list.find((s) => s.id === draft.stationId)
  const fitting = station?.seats.filter((s) => draft.kind === '' || s.kinds.includes(draft.kind))
  return (
    <>
      <Row {...fields.row('stationId')} label={t('posts.station')}>
        <Select
          {...fields.input('stationId')}
          allowClear
          disabled={disabled}
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.stationId}
          placeholder={t('posts.noStation')}
          onChange={(id?: string) => set({ stationId: id ?? null, seat: null })}
          options={list.map((s) => ({ value: s.id, label: s.name }))}
        />
      </Row>
      {station && (
        <Row {...fields.row('seat')} label={t('posts.seat')} hint={t('posts.seatHint')}>
          <Select
            {...fields.input('seat')}
            allowClear
            disabled={disabled}
            value={draft.seat}
            placeholder={t('posts.anySeat')}
            onChange={(seat?: string) => set({ seat: seat ?? null })}
            options={(fitting ?? []).map((s) => ({ value: s.seat, label: named(s) }))}
          />
        </Row>
      )}
    </>
  )
}
