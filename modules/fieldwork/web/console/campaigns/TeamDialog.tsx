import { Checkbox, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, LineField, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { newId } from '#platform/web/new-id.ts'
import { campaignsContract as contract } from '../../../contract/index.ts'
import { teamKinds, type TeamKind } from '../../../domain/campaigns/campaign.ts'
import { useFieldChange } from '../visits/queries.ts'
import { useTeamPeople } from './queries.ts'

export interface TeamDraft {
  id: string
  kind: TeamKind
  name: string
  heads: number
  personIds: string[]
  active: boolean
  baseVersion: number | null
}

export const freshTeam = (): TeamDraft => ({
  id: newId(),
  kind: 'officers',
  name: '',
  heads: 0,
  personIds: [],
  active: true,
  baseVersion: null,
})

interface TeamDialogProps {
  campaignId: string
  team: TeamDraft
  onClose: () => void
}

/** A team: what kind of people, how many, and those of them who have an account. */
export function TeamDialog({ campaignId, team, onClose }: TeamDialogProps) {
  const { t } = useTranslation('campaigns')
  const id = useId()
  const [draft, setDraft] = useState(team)
  const set = (change: Partial<TeamDraft>) => setDraft((was) => ({ ...was, ...change }))
  const people = useTeamPeople(campaignId).data ?? []
  const save = useFieldChange(
    ({ id: teamId, kind, name, heads, personIds, active, baseVersion }: TeamDraft) =>
      call(contract.saveTeam, {
        params: { campaignId },
        body: { id: teamId, kind, name, heads, personIds, active, baseVersion },
      }),
  )
  return (
    <SaveDialog
      title={team.name || t('team.add')}
      verb={t('save')}
      leave={t('leave')}
      ready={draft.name.trim() !== ''}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <Field id={`${id}k`} label={t('team.kind')}>
        <Select
          id={`${id}k`}
          value={draft.kind}
          onChange={(kind: TeamKind) => set({ kind })}
          options={teamKinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
        />
      </Field>
      <LineField
        label={t('team.name')}
        value={draft.name}
        most={80}
        onChange={(name) => set({ name })}
      />
      <Field id={`${id}h`} label={t('team.heads')}>
        <InputNumber
          id={`${id}h`}
          min={0}
          max={10_000}
          value={draft.heads}
          onChange={(heads) => set({ heads: heads ?? 0 })}
        />
      </Field>
      <Field id={`${id}p`} label={t('team.people')} hint={t('team.peopleHint')}>
        <Select
          id={`${id}p`}
          mode="multiple"
          showSearch={{ optionFilterProp: 'label' }}
          value={draft.personIds}
          onChange={(personIds: string[]) => set({ personIds })}
          options={people.map((one) => ({ value: one.id, label: one.name }))}
        />
      </Field>
      <Checkbox checked={draft.active} onChange={(event) => set({ active: event.target.checked })}>
        {t('team.active')}
      </Checkbox>
    </SaveDialog>
  )
}
