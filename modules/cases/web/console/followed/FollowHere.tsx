import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import type { CasePage } from '../../../contract/index.ts'
import type { Place } from '../../../contract/followed.ts'
import { useFollowPlace } from './queries.ts'
import './followed.css'

const METRES = 200

interface Choice {
  key: string
  name: string
  place: Place
}

/** `鄂城区凤凰街道澜湖社区丰润园小区6栋` is followed as `丰润园小区`. */
const estateOf = (address: string): string =>
  address
    .replace(/^.*(?:社区|街道)/u, '')
    .replace(/[0-9A-Za-z]+[栋座号].*$/u, '')
    .trim()

/** What of a case's place can be followed, from the smallest to the widest. */
export function choicesOf(
  page: Pick<CasePage, 'address' | 'gridCode' | 'communityCode' | 'communityName' | 'lon' | 'lat'>,
  say: (key: string, values: Record<string, unknown>) => string,
): Choice[] {
  const { address, gridCode, communityCode, communityName, lon, lat } = page
  const estate = estateOf(address)
  const choices: (Choice | null)[] = [
    lon === null || lat === null
      ? null
      : {
          key: 'circle',
          name: `${estate || address} ${say('here.circle', { metres: METRES })}`.trim(),
          place: { kind: 'circle', lon, lat, metres: METRES },
        },
    estate.length < 2
      ? null
      : { key: 'address', name: estate, place: { kind: 'address', address: estate } },
    gridCode === ''
      ? null
      : {
          key: 'grid',
          name: `${communityName} ${say('here.grid', { code: gridCode.slice(-3) })}`,
          place: { kind: 'area', areaCode: gridCode },
        },
    communityCode === ''
      ? null
      : {
          key: 'community',
          name: communityName,
          place: { kind: 'area', areaCode: communityCode },
        },
  ]
  return choices.filter((choice) => choice !== null)
}

/** On the page of a case: follow where it lies. */
export function FollowHere({ page }: { page: CasePage }) {
  const { t } = useTranslation('followed')
  const [open, setOpen] = useState(false)
  const [picked, setPicked] = useState<string | null>(null)
  const follow = useFollowPlace()
  const choices = choicesOf(page, (key, values) => t(key, values))
  const choice = choices.find((c) => c.key === picked) ?? choices[0]
  if (!choice) return null
  if (follow.isSuccess) return <p role="status">{t('following')}</p>
  if (!open)
    return (
      <Button size="small" onClick={() => setOpen(true)}>
        {t('here')}
      </Button>
    )
  return (
    <form
      className="act follow-here"
      aria-label={t('here')}
      onSubmit={(event) => {
        event.preventDefault()
        if (!follow.isPending)
          follow.mutate({ name: choice.name.slice(0, 100), place: choice.place })
      }}
    >
      <Radio.Group
        aria-label={t('here.what')}
        value={choice.key}
        onChange={(e) => setPicked(String(e.target.value))}
        options={choices.map((c) => ({ value: c.key, label: c.name }))}
      />
      {follow.error && (
        <p className="act-refused" role="alert">
          {t('failed', { code: follow.error instanceof CallError ? follow.error.code : '' })}
        </p>
      )}
      <p className="act-verbs">
        <Button type="primary" htmlType="submit" loading={follow.isPending}>
          {t('follow')}
        </Button>
        <Button onClick={() => setOpen(false)}>{t('leave')}</Button>
      </p>
    </form>
  )
}
