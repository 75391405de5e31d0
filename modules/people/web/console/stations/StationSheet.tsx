import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { newId } from '#platform/web/new-id.ts'
import { stationContract, type StationView } from '../../../contract/index.ts'
import { orNull, pick, TextRow, useDraft, useForm, type Form } from '../form/draft.tsx'
import { EditSheet } from '../form/EditSheet.tsx'
import { Row } from '../form/fields.tsx'
import { call, useSaving } from '../form/saving.ts'
import { keys, useModels, useNamed } from '../queries.ts'

interface Community {
  code: string
  name: string
}

interface StationSheetProps {
  station: StationView | undefined
  /** Communities that have no station yet. */
  without: readonly Community[]
  onClose: () => void
  onRenew: () => void
}

const fieldOf = {
  'people.station_exists': 'communityCode',
  'people.community_not_found': 'communityCode',
  'people.unknown_reference': 'modelCode',
}
const boards = ['dutyEn', 'rulesEn', 'flow', 'flowEn', 'tasks', 'tasksEn'] as const
const kept = [
  'id',
  'name',
  'communityCode',
  'modelCode',
  'address',
  'phone',
  'hours',
  'duty',
  'rules',
  ...boards,
] as const
type Draft = Pick<StationView, (typeof kept)[number]>
const blank = (communityCode: string): Draft => ({
  id: newId(),
  name: '',
  communityCode,
  modelCode: '',
  address: null,
  phone: null,
  hours: null,
  duty: null,
  rules: null,
  dutyEn: null,
  rulesEn: null,
  flow: null,
  flowEn: null,
  tasks: null,
  tasksEn: null,
})

/** The station of a community: where and when it is, by which model it is measured, its two boards. */
export function StationSheet({ station, without, onClose, onRenew }: StationSheetProps) {
  const { t } = useTranslation('peopleConsole')
  const drafting = useDraft<Draft>(() =>
    station ? pick(station, kept) : blank(without[0]?.code ?? ''),
  )
  const [draft] = drafting
  const saving = useSaving(
    () =>
      call(stationContract.saveStation, {
        body: {
          ...draft,
          address: orNull(draft.address),
          phone: orNull(draft.phone),
          hours: orNull(draft.hours),
          duty: orNull(draft.duty),
          rules: orNull(draft.rules),
          ...Object.fromEntries(boards.map((name) => [name, orNull(draft[name])])),
          baseVersion: station?.version ?? null,
        },
      }),
    { fieldOf, renews: [keys.stations, keys.models], onSaved: onClose },
  )
  const form = useForm(drafting, saving.trouble)
  const own = station ? [{ code: station.communityCode, name: station.communityName }] : []
  return (
    <EditSheet
      title={station?.name ?? t('stations.add')}
      verb={t(station ? 'form.save' : 'stations.addVerb')}
      ready={[draft.name.trim(), draft.communityCode, draft.modelCode].every((one) => one !== '')}
      saving={saving}
      onClose={onClose}
      onRenew={onRenew}
    >
      <CommunityRow form={form} communities={[...own, ...without]} />
      <TextRow
        form={form}
        name="name"
        label={t('stations.name')}
        maxLength={60}
        autoFocus={!station}
      />
      <ModelRow form={form} />
      <TextRow form={form} name="address" label={t('stations.address')} maxLength={200} />
      <div className="two">
        <TextRow form={form} name="phone" label={t('column.phone')} type="tel" maxLength={40} />
        <TextRow
          form={form}
          name="hours"
          label={t('stations.hours')}
          maxLength={120}
          placeholder={t('stations.hoursHint')}
        />
      </div>
      <BoardRows form={form} />
    </EditSheet>
  )
}

/** What stands on the four boards, and what the station does; English where the district wants it. */
function BoardRows({ form }: { form: Form<Draft> }) {
  const { t } = useTranslation('peopleConsole')
  const rows = ['duty', 'rules', 'flow', 'tasks'] as const
  return (
    <>
      <p className="quiet">{t('stations.boardsHint')}</p>
      {rows.map((name) => (
        <TextRow key={name} form={form} name={name} label={t(`stations.${name}`)} long />
      ))}
      <details>
        <summary>{t('stations.boardsEn')}</summary>
        {rows.map((name) => (
          <TextRow key={name} form={form} name={`${name}En`} label={t(`stations.${name}`)} long />
        ))}
      </details>
    </>
  )
}

function CommunityRow(props: { form: Form<Draft>; communities: readonly Community[] }) {
  const { t } = useTranslation('peopleConsole')
  const { fields, draft, set } = props.form
  return (
    <Row {...fields.row('communityCode')} label={t('stations.community')}>
      <Select
        {...fields.input('communityCode')}
        showSearch={{ optionFilterProp: 'label' }}
        value={draft.communityCode || null}
        placeholder={t('choose.community')}
        onChange={(communityCode: string) => set({ communityCode })}
        options={props.communities.map((c) => ({ value: c.code, label: c.name }))}
      />
    </Row>
  )
}

function ModelRow({ form: { fields, draft, set } }: { form: Form<Draft> }) {
  const { t } = useTranslation('peopleConsole')
  const models = useModels()
  const named = useNamed()
  return (
    <Row
      {...fields.row('modelCode')}
      label={t('stations.modelLabel')}
      hint={t('stations.modelHint')}
    >
      <Select
        {...fields.input('modelCode')}
        value={draft.modelCode || null}
        placeholder={t('choose.model')}
        onChange={(modelCode: string) => set({ modelCode })}
        options={(models.data ?? []).map((m) => ({ value: m.code, label: named(m) }))}
      />
    </Row>
  )
}
