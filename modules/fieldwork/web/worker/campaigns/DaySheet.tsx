import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ActTrouble, keepPicture, sendLater, useSpeech } from '#modules/cases/web/index.ts'
import {
  Button,
  Field,
  PhotoPicker,
  Sheet,
  Strip,
  TextArea,
  type PickedPhotos,
} from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import type { OwnCampaigns } from '../../../contract/index.ts'
import { headsOf, teamKinds, type Heads } from '../../../domain/campaigns/campaign.ts'
import { Pick } from '../hazards/Pick.tsx'
import { dayWork } from './queue.ts'

interface DaySheetProps {
  campaign: OwnCampaigns['campaigns'][number]
  own: OwnCampaigns
  onClose: () => void
  onNoted: () => void
}

const noPhotos: PickedPhotos = { ids: [], pending: 0, failed: 0 }
const nobody: Heads = { officers: 0, volunteers: 0, guards: 0, merchants: 0, residents: 0 }
const numberIn = (text: string) => Math.max(0, Number(text) || 0)

/** A day of action from the street: who took part, what came of it, pictures. Written down here first. */
export function DaySheet({ campaign, own, onClose, onNoted }: DaySheetProps) {
  const { t } = useSpeech()
  const [id] = useState(newId)
  const [areaCode, setAreaCode] = useState(campaign.areas[0]?.code ?? '')
  const [heads, setHeads] = useState(nobody)
  const [amounts, setAmounts] = useState<Record<string, string>>({})
  const [words, setWords] = useState('')
  const [photos, setPhotos] = useState(noPhotos)
  const [pressed, setPressed] = useState(false)
  const noting = useMutation({
    mutationFn: (made: Parameters<typeof sendLater>[0]) => sendLater(made),
    onSuccess: onNoted,
  })
  const results = Object.entries(amounts).flatMap(([measure, text]) =>
    numberIn(text) > 0 ? [{ measure, amount: numberIn(text) }] : [],
  )
  const lacks = areaCode === '' || headsOf(heads) === 0
  const press = () => {
    setPressed(true)
    if (lacks || noting.isPending) return
    const plain = { id, campaignId: campaign.id, day: own.today, areaCode, words: words.trim() }
    noting.mutate(dayWork({ ...plain, photos: photos.ids, heads, results }, campaign.name))
  }
  return (
    <Sheet open onClose={onClose} title={campaign.name}>
      <div className="step">
        <PhotoPicker upload={keepPicture} onChange={setPhotos} keepOriginal kept />
        <Pick
          label={t('hazard.area')}
          value={areaCode}
          choices={campaign.areas.map(({ code, name }) => ({ value: code, label: name }))}
          onPick={setAreaCode}
        />
        <h3>{t('campaign.heads')}</h3>
        <Heads heads={heads} onChange={setHeads} />
        <h3>{t('campaign.results')}</h3>
        <Amounts measures={own.measures} amounts={amounts} onChange={setAmounts} />
        <TextArea
          label={t('campaign.words')}
          optional
          maxLength={2000}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
        {pressed && lacks && <Strip tone="danger">{t('campaign.needHeads')}</Strip>}
        {noting.error && <ActTrouble error={noting.error} />}
        <Button wide busy={noting.isPending || photos.pending > 0} onClick={press}>
          {t('campaign.day')}
        </Button>
      </div>
    </Sheet>
  )
}

function Heads({ heads, onChange }: { heads: Heads; onChange: (heads: Heads) => void }) {
  const { t } = useSpeech()
  return (
    <div className="campaign-numbers">
      {teamKinds.map((kind) => (
        <Field
          key={kind}
          label={t(`campaign.kind.${kind}`)}
          type="number"
          inputMode="numeric"
          min={0}
          max={10_000}
          value={heads[kind] === 0 ? '' : String(heads[kind])}
          onChange={(event) =>
            onChange({
              ...heads,
              [kind]: Math.min(10_000, Math.round(numberIn(event.target.value))),
            })
          }
        />
      ))}
    </div>
  )
}

interface AmountsProps {
  measures: OwnCampaigns['measures']
  amounts: Record<string, string>
  onChange: (amounts: Record<string, string>) => void
}

function Amounts({ measures, amounts, onChange }: AmountsProps) {
  const { language } = useSpeech()
  return (
    <div className="campaign-numbers">
      {measures.map((one) => (
        <Field
          key={one.code}
          label={language === 'en' ? `${one.nameEn} (${one.unitEn})` : `${one.name}（${one.unit}）`}
          type="number"
          inputMode="decimal"
          min={0}
          step="any"
          value={amounts[one.code] ?? ''}
          onChange={(event) => onChange({ ...amounts, [one.code]: event.target.value })}
        />
      ))}
    </div>
  )
}
