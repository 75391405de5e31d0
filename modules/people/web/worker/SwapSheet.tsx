import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { call } from '#platform/web/call.ts'
import { Button, Sheet, Skeleton, TextArea, useToast } from '#platform/web/kit/index.ts'
import { newId } from '#platform/web/new-id.ts'
import { rosterContract } from '../../contract/index.ts'
import type { OwnShift, SwapPartner } from '../../contract/rosters.ts'
import { useRenewShifts } from '../shifts/queries.ts'
import { useClock, useKindName, useSaid } from '../shifts/speech.ts'

interface SwapSheetProps {
  shift: OwnShift
  timeZone: string
  onClose: () => void
}

/** Who is free to take a shift, and what of theirs one takes in return. */
export function SwapSheet({ shift, timeZone, onClose }: SwapSheetProps) {
  const { t } = useTranslation('rosters')
  const clock = useClock(timeZone)
  const kindName = useKindName()
  const said = useSaid()
  const say = useToast()
  const renew = useRenewShifts()
  const [id] = useState(newId)
  const [toPersonId, setTo] = useState('')
  const [backShiftId, setBack] = useState('')
  const [words, setWords] = useState('')
  const partners = useQuery({
    queryKey: ['people', 'own-shifts', 'partners', shift.id],
    queryFn: ({ signal }) =>
      call(rosterContract.findSwapPartners, { params: { shiftId: shift.id }, signal }),
  })
  const ask = useMutation({
    mutationFn: () =>
      call(rosterContract.askSwap, {
        body: { id, shiftId: shift.id, toPersonId, backShiftId: backShiftId || null, words },
      }),
    onSuccess: () => {
      renew()
      say({ text: t('ask.sent') })
      onClose()
    },
  })
  const found = partners.data?.partners ?? []
  const chosen = found.find((one) => one.personId === toPersonId)
  return (
    <Sheet open title={t('ask.title')} onClose={onClose}>
      <div className="swap-sheet">
        <p>
          {clock.at(shift.startsAt)} {kindName(shift)}
        </p>
        {partners.isPending && <Skeleton shape="lines" count={2} />}
        {partners.isSuccess && found.length === 0 && <p>{t('ask.nobody')}</p>}
        <label>
          {t('ask.who')}
          <select
            value={toPersonId}
            onChange={(event) => {
              setTo(event.target.value)
              setBack('')
            }}
          >
            <option value="" />
            {found.map((one) => (
              <option key={one.personId} value={one.personId}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        {chosen && <Back {...{ chosen, timeZone }} value={backShiftId} onChange={setBack} />}
        <TextArea
          label={t('ask.words')}
          value={words}
          maxLength={200}
          onChange={(event) => setWords(event.target.value)}
        />
        {ask.error && (
          <p className="strip" role="alert">
            {said(ask.error)}
          </p>
        )}
        <Button wide busy={ask.isPending} disabled={toPersonId === ''} onClick={() => ask.mutate()}>
          {t('ask.send')}
        </Button>
      </div>
    </Sheet>
  )
}

interface BackProps {
  chosen: SwapPartner
  timeZone: string
  value: string
  onChange: (shiftId: string) => void
}

/** What one takes in return, or nothing. */
function Back({ chosen, timeZone, value, onChange }: BackProps) {
  const { t } = useTranslation('rosters')
  const clock = useClock(timeZone)
  const kindName = useKindName()
  return (
    <label>
      {t('ask.back')}
      <select value={value} onChange={(event) => onChange(event.target.value)}>
        <option value="">{t('ask.give')}</option>
        {chosen.back.map((one) => (
          <option key={one.shiftId} value={one.shiftId}>
            {clock.at(one.startsAt)} {kindName(one)}
          </option>
        ))}
      </select>
    </label>
  )
}
