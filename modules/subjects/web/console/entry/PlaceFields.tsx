import { Select } from 'antd'
import { useDeferredValue, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Field } from '#platform/web/console/Dialog.tsx'
import { Finder } from '#platform/web/console/Finder.tsx'
import { foundBy } from '#platform/web/console/found.ts'
import { useAddresses, useAreas } from '../queries.ts'
import type { EntryProps } from './EntryDialog.tsx'

/** An address of the register where there is one; otherwise words and an area. */
export function PlaceFields({ draft, set }: EntryProps) {
  const { t } = useTranslation('subjects')
  const id = useId()
  const { place } = draft
  const text = place.text ?? ''
  const asked = useDeferredValue(text)
  const found = foundBy(useAddresses(asked), text, asked)
  const linked = typeof place.addressId === 'string'
  const areas = (useAreas().data ?? []).filter((a) => a.level !== 'district' && a.active)
  return (
    <>
      <Finder
        label={t('field.place')}
        text={text}
        // Words that were changed no longer stand for the address that was chosen.
        onText={(next) => set({ place: { text: next, areaCode: place.areaCode } })}
        rows={found.rows}
        waiting={found.waiting}
        failed={found.failed}
        stands={linked}
        keyOf={(row) => row.id}
        line={(row) => row.fullText}
        onChoose={(row) =>
          set({
            place: {
              addressId: row.id,
              text: row.fullText,
              areaCode: row.gridCode ?? row.communityCode,
            },
          })
        }
        none=""
        hint={t(linked ? 'place.linked' : 'place.free')}
      />
      {!linked && (
        <Field id={id} label={t('field.area')} hint={t('areaHint')}>
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={place.areaCode ?? null}
            onChange={(code: string | null | undefined) =>
              set({ place: { text, areaCode: code ?? undefined } })
            }
            options={areas.map((a) => ({ value: a.code, label: a.name }))}
          />
        </Field>
      )}
    </>
  )
}
