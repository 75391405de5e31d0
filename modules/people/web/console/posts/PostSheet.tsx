import { Input, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { staffContract, type PostView } from '../../../contract/index.ts'
import { AreaChooser, KindChooser, OrganisationChooser } from '../form/choosers.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row, useFields, type Fields } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys, useNamed, useStations } from '../queries.ts'
import { HoldingsOf } from './Holdings.tsx'

interface PostSheetProps {
  post: PostView | undefined
  onClose: () => void
  onRenew: () => void
}

interface Draft {
  id: string
  title: string
  kind: string | null
  organisationId: string | null
  stationId: string | null
  seat: string | null
  areas: string[]
  active: boolean
}

/** One post: what it may do by its kind, whose and where it is, at which station; and its holders. */
export function PostSheet({ post, onClose, onRenew }: PostSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const { verbs } = useConsoleSetting()
  const [draft, setDraft] = useState<Draft>(() => ({
    id: post?.id ?? newId(),
    title: post?.title ?? '',
    kind: post?.kind ?? null,
    organisationId: post?.organisationId ?? null,
    stationId: post?.stationId ?? null,
    seat: post?.seat ?? null,
    areas: post?.areas ?? [],
    active: post?.active ?? true,
  }))
  const set = (change: Partial<Draft>) => setDraft((d) => ({ ...d, ...change }))
  const saving = useSaving(
    () =>
      call(staffContract.savePost, {
        body: {
          ...draft,
          kind: draft.kind ?? '',
          organisationId: draft.organisationId ?? '',
          baseVersion: post?.version ?? null,
        },
      }),
    { renews: [keys.posts, keys.stations, keys.persons], onSaved: onClose },
  )
  const f = useFields(saving.trouble)
  const may = verbs.has('people.edit')
  return (
    <EditSheet
      title={post?.title ?? t('posts.add')}
      verb={t(post ? 'form.save' : 'posts.addVerb')}
      closedBecause={may ? undefined : t('persons.readOnly')}
      ready={draft.title.trim() !== '' && draft.kind !== null && draft.organisationId !== null}
      busy={saving.busy}
      trouble={saving.trouble}
      onSave={() => saving.save(undefined)}
      onClose={onClose}
      onRenew={onRenew}
      beside={post && <HoldingsOf post={post} />}
    >
      <Row {...f.row('title')} label={t('posts.title')} hint={t('posts.titleHint')}>
        <Input
          {...f.input('title')}
          maxLength={60}
          autoFocus={!post}
          disabled={!may}
          value={draft.title}
          onChange={(e) => set({ title: e.target.value })}
        />
      </Row>
      <Row {...f.row('kind')} label={t('posts.kind')} hint={t('posts.kindHint')}>
        <KindChooser
          {...f.input('kind')}
          disabled={!may}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
        />
      </Row>
      <Row {...f.row('organisationId')} label={t('posts.organisation')}>
        <OrganisationChooser
          {...f.input('organisationId')}
          disabled={!may}
          value={draft.organisationId}
          onChange={(organisationId) => set({ organisationId })}
        />
      </Row>
      <Row {...f.row('areas')} label={t('column.areas')} hint={t('posts.areasHint')}>
        <AreaChooser
          {...f.input('areas')}
          disabled={!may}
          value={draft.areas}
          onChange={(areas) => set({ areas })}
        />
      </Row>
      <SeatRows fields={f} draft={draft} set={set} disabled={!may} />
      {post && (
        <Row {...f.row('active')} label={t('posts.active')} hint={t('posts.activeHint')}>
          <Switch
            id={f.input('active').id}
            checked={draft.active}
            disabled={!may}
            onChange={(active) => set({ active })}
          />
        </Row>
      )}
    </EditSheet>
  )
}

interface SeatRowsProps {
  fields: Fields
  draft: Draft
  set: (change: Partial<Draft>) => void
  disabled: boolean
}

/** The station, and which seat of its model the post takes. */
function SeatRows({ fields: f, draft, set, disabled }: SeatRowsProps) {
  const { t } = useTranslation('peopleConsole')
  const stations = useStations()
  const named = useNamed()
  const list = stations.data?.stations ?? []
  const station = list.find((s) => s.id === draft.stationId)
  const fitting = station?.seats.filter((s) => draft.kind === null || s.kinds.includes(draft.kind))
  return (
    <>
      <Row {...f.row('stationId')} label={t('posts.station')}>
        <Select
          {...f.input('stationId')}
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
        <Row {...f.row('seat')} label={t('posts.seat')} hint={t('posts.seatHint')}>
          <Select
            {...f.input('seat')}
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
