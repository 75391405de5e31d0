import { Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Field, SaveDialog } from '#platform/web/console/Dialog.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { newId } from '#platform/web/new-id.ts'
import { campaignsContract as contract, type CampaignPage } from '../../../contract/index.ts'
import { teamKinds } from '../../../domain/campaigns/campaign.ts'
import { useNamed, useUpload } from '../hazards/queries.ts'
import { AreaField } from '../visits/AreaField.tsx'
import { useAreas, useFieldChange } from '../visits/queries.ts'
import { useMeasures } from './queries.ts'

const fresh = (page: CampaignPage) => ({
  id: newId(),
  campaignId: page.id,
  day: page.today > page.endsOn ? page.endsOn : page.today,
  areaCode: page.areas[0]?.code ?? '',
  words: '',
  photos: [] as string[],
  heads: { officers: 0, volunteers: 0, guards: 0, merchants: 0, residents: 0 },
  /** By the code of the measure. */
  amounts: {} as Record<string, number | null>,
})
type Draft = ReturnType<typeof fresh>

/** A day of action that somebody tells of at the desk: when, where, who took part, what came of it. */
export function DayDialog({ page, onClose }: { page: CampaignPage; onClose: () => void }) {
  const { t } = useTranslation('campaigns')
  const upload = useUpload()
  const [draft, setDraft] = useState(() => fresh(page))
  const [pending, setPending] = useState(0)
  const set = (change: Partial<Draft>) => setDraft((was) => ({ ...was, ...change }))
  const save = useFieldChange(({ amounts, ...body }: Draft) =>
    call(contract.recordDay, {
      body: {
        ...body,
        results: Object.entries(amounts).flatMap(([measure, amount]) =>
          amount === null || amount <= 0 ? [] : [{ measure, amount }],
        ),
      },
    }),
  )
  const inside = draft.day >= page.startsOn && draft.day <= page.endsOn
  return (
    <SaveDialog
      title={t('record')}
      verb={t('save')}
      leave={t('leave')}
      ready={inside && draft.areaCode !== '' && pending === 0}
      saving={save}
      onSave={() => save.mutate(draft, { onSuccess: onClose })}
      onClose={onClose}
    >
      <WhenWhere page={page} draft={draft} set={set} />
      <Amounts draft={draft} set={set} />
      <Field label={t('action.photos')}>
        <PhotoPicker
          label={t('action.photos')}
          upload={upload}
          onChange={(photos) => {
            set({ photos: photos.ids })
            setPending(photos.pending)
          }}
        />
      </Field>
    </SaveDialog>
  )
}

interface PartProps {
  draft: Draft
  set: (change: Partial<Draft>) => void
}

function WhenWhere({ page, draft, set }: PartProps & { page: CampaignPage }) {
  const { t } = useTranslation('campaigns')
  const id = useId()
  const areas = useAreas().data ?? []
  return (
    <>
      <div className="visits-pair">
        <Field id={`${id}d`} label={t('action.day')}>
          <Input
            id={`${id}d`}
            type="date"
            min={page.startsOn}
            max={page.endsOn}
            value={draft.day}
            onChange={(event) => set({ day: event.target.value })}
          />
        </Field>
        <AreaField
          label={t('action.area')}
          areas={areas.filter(({ code }) => page.areas.some((own) => code.startsWith(own.code)))}
          value={draft.areaCode}
          onChange={(areaCode) => set({ areaCode })}
        />
      </div>
      <Field id={`${id}w`} label={t('action.words')}>
        <Input.TextArea
          id={`${id}w`}
          rows={2}
          maxLength={2000}
          value={draft.words}
          onChange={(event) => set({ words: event.target.value })}
        />
      </Field>
    </>
  )
}

function Amounts({ draft, set }: PartProps) {
  const { t } = useTranslation('campaigns')
  const { language } = useTime()
  const named = useNamed()
  const measures = useMeasures().data?.measures.filter(({ active }) => active) ?? []
  return (
    <>
      <Field label={t('action.heads')}>
        <div className="campaign-amounts">
          {teamKinds.map((kind) => (
            <label key={kind}>
              {t(`kind.${kind}`)}
              <InputNumber
                min={0}
                max={10_000}
                value={draft.heads[kind]}
                onChange={(count) => set({ heads: { ...draft.heads, [kind]: count ?? 0 } })}
              />
            </label>
          ))}
        </div>
      </Field>
      <Field label={t('action.results')}>
        <div className="campaign-amounts">
          {measures.map((one) => (
            <label key={one.code}>
              {`${named(one)} (${language === 'en' ? one.unitEn : one.unit})`}
              <InputNumber
                min={0}
                max={10_000_000}
                value={draft.amounts[one.code] ?? null}
                onChange={(amount) => set({ amounts: { ...draft.amounts, [one.code]: amount } })}
              />
            </label>
          ))}
        </div>
      </Field>
    </>
  )
}
