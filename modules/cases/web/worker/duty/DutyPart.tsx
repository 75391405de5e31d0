import { useQuery } from '@tanstack/react-query'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  answerHandover,
  dutiesOfCase,
  finishSupport,
  moveSupport,
  type DutiesView,
  type HandoverView,
  type RulingView,
  type SupportView,
} from '#modules/cases/contract/duties.ts'
import type { signInContract } from '#modules/people/contract/index.ts'
import { call } from '#platform/web/call.ts'
import { Button, Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../../phone/speech.ts'
import { BeginSheet } from './BeginSheet.tsx'
import { beginWords, dutiesKey, DutyTrouble, useDutyChange } from './change.tsx'
import { LinkSheet } from './LinkSheet.tsx'
import { FinishSheet, WordsSheet } from './sheets.tsx'

/** The own unit's support task or the question whether it takes over, and what the lead may begin. */
export function DutyPart({ caseId, me }: { caseId: string; me: signInContract.Me }) {
  const { t } = useTranslation('duties')
  const { data } = useQuery({
    queryKey: dutiesKey(caseId),
    queryFn: () => call(dutiesOfCase, { params: { caseId } }),
    refetchInterval: 30_000,
  })
  const [open, setOpen] = useState<DutiesView['allowed'][number] | null>(null)
  if (!data) return null
  const { support, handovers, rulings } = data
  const ruled = rulings.findLast((r) => r.state !== 'withdrawn')
  const begin = data.allowed.filter((act) => act !== 'call_support' || hasPartners(data))
  if (support.length + handovers.length + rulings.length + begin.length === 0) return null
  return (
    <section className="duty" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.leadUnit !== null && <p className="quiet">{t('lead', { unit: data.leadUnit })}</p>}
      {support.map((line) => (
        <Support key={line.taskId} view={data} line={line} me={me} />
      ))}
      {handovers
        .filter((one) => one.state === 'asked' || one === handovers.at(-1))
        .map((line) => (
          <Handover key={line.id} view={data} line={line} timeZone={me.district.timeZone} />
        ))}
      {ruled && <Ruled line={ruled} timeZone={me.district.timeZone} />}
      {begin.map((act) => (
        <button key={act} type="button" className="text-button" onClick={() => setOpen(act)}>
          {t(beginWords[act])}
        </button>
      ))}
      {open !== null && <BeginSheet view={data} act={open} onClose={() => setOpen(null)} />}
    </section>
  )
}

/** A dispute that waits, or what was ruled and why. */
function Ruled({ line, timeZone }: { line: RulingView; timeZone: string }) {
  const { t } = useTranslation('duties')
  const { say } = useSpeech(timeZone)
  if (line.unitName === null || line.ruledAt === null)
    return (
      <Strip>
        {t('ruling.state.asked')} · {line.words}
      </Strip>
    )
  const { ruledBy: by, unitName: unit } = line
  return (
    <Strip>
      {t('ruling.made', { by, at: say(line.ruledAt), unit })}
      {line.reasons !== null && ` · ${line.reasons}`}
    </Strip>
  )
}

const hasPartners = (view: DutiesView) => view.units.some((u) => u.partner)

interface LineProps<Line> {
  view: DutiesView
  line: Line
}

function Support({ view, line, me }: LineProps<SupportView> & { me: signInContract.Me }) {
  const { t } = useTranslation('duties')
  const [sheet, setSheet] = useState<'finish' | 'return' | 'release' | 'link' | null>(null)
  const change = useDutyChange(view)
  const at = useMemo(() => ({ taskId: line.taskId }), [line.taskId])
  const move = (to: 'accept' | 'return' | 'release', words: string) =>
    change.mutate(
      ({ params, base }) =>
        call(moveSupport, { params: { ...params, ...at }, body: { ...base, to, words } }),
      // This comes after everything was read anew: a sheet that was opened meanwhile stays.
      { onSuccess: () => setSheet((now) => (now === to ? null : now)) },
    )
  return (
    <article className="card duty-card" data-state={line.state}>
      <SupportHead line={line} timeZone={me.district.timeZone} />
      <DutyTrouble error={change.error} />
      {line.allowed.includes('accept') && (
        <Button wide busy={change.isPending} onClick={() => move('accept', '')}>
          {t('verb.accept')}
        </Button>
      )}
      {line.allowed.includes('finish') && (
        <Button wide glyph="camera" onClick={() => setSheet('finish')}>
          {t('verb.finish')}
        </Button>
      )}
      {(['return', 'release'] as const)
        .filter((act) => line.allowed.includes(act))
        .map((act) => (
          <button key={act} type="button" className="text-button" onClick={() => setSheet(act)}>
            {t(`verb.${act}`)}
          </button>
        ))}
      {line.partner && line.allowed.includes('release') && (
        <Button wide look="quiet" onClick={() => setSheet('link')}>
          {t('link', { unit: line.unitName })}
        </Button>
      )}
      {sheet === 'link' && (
        <LinkSheet caseId={view.caseId} task={line} onClose={() => setSheet(null)} />
      )}
      {sheet === 'finish' && (
        <FinishSheet
          districtId={me.district.districtId}
          change={change}
          onClose={() => setSheet(null)}
          onSend={(given) =>
            change.mutate(
              ({ params, base }) =>
                call(finishSupport, { params: { ...params, ...at }, body: { ...base, ...given } }),
              { onSuccess: () => setSheet(null) },
            )
          }
        />
      )}
      {(sheet === 'return' || sheet === 'release') && (
        <WordsSheet
          title={t(`verb.${sheet}`)}
          label={t(`say.${sheet}`)}
          needed
          change={change}
          onClose={() => setSheet(null)}
          onSend={(words) => move(sheet, words)}
        />
      )}
    </article>
  )
}

function SupportHead({ line, timeZone }: { line: SupportView; timeZone: string }) {
  const { t } = useTranslation('duties')
  const { say } = useSpeech(timeZone)
  return (
    <>
      <h3>
        {t('support')} · {line.unitName} <small>{t(`state.${line.state}`)}</small>
      </h3>
      <p>{line.brief}</p>
      {line.dueAt !== null && (
        <p className={line.overdue ? 'late' : 'quiet'}>{t('dueAt', { at: say(line.dueAt) })}</p>
      )}
      {line.did !== null && line.did !== '' && <p className="quiet">{line.did}</p>}
    </>
  )
}

function Handover({ view, line, timeZone }: LineProps<HandoverView> & { timeZone: string }) {
  const { t } = useTranslation('duties')
  const { say } = useSpeech(timeZone)
  const [sheet, setSheet] = useState<'accept' | 'refuse' | 'withdraw' | null>(null)
  const change = useDutyChange(view)
  const answer = (act: 'accept' | 'refuse' | 'withdraw', words: string) =>
    change.mutate(
      ({ params, base }) =>
        call(answerHandover, {
          params: { ...params, handoverId: line.id },
          body: {
            ...base,
            to: act === 'accept' ? 'accepted' : act === 'refuse' ? 'refused' : 'withdrawn',
            words,
          },
        }),
      { onSuccess: () => setSheet((now) => (now === act ? null : now)) },
    )
  return (
    <article className="card duty-card" data-state={line.state}>
      <h3>{t('handover.line', { from: line.fromUnit, to: line.toUnit })}</h3>
      <p>{line.words}</p>
      <p className="quiet">{t(`handover.state.${line.state}`, { from: line.fromUnit })}</p>
      {line.dueAt !== null && (
        <p className={line.overdue ? 'late' : 'quiet'}>{t('answerBy', { at: say(line.dueAt) })}</p>
      )}
      {line.answer !== '' && <p>{line.answer}</p>}
      <DutyTrouble error={change.error} />
      {line.allowed.includes('accept') && (
        <Button wide busy={change.isPending} onClick={() => answer('accept', '')}>
          {t('takeOver')}
        </Button>
      )}
      {(['refuse', 'withdraw'] as const)
        .filter((act) => line.allowed.includes(act))
        .map((act) => (
          <button key={act} type="button" className="text-button" onClick={() => setSheet(act)}>
            {t(`verb.${act}`)}
          </button>
        ))}
      {(sheet === 'refuse' || sheet === 'withdraw') && (
        <WordsSheet
          title={t(`verb.${sheet}`)}
          label={t(`say.${sheet}`)}
          needed={sheet === 'refuse'}
          change={change}
          onClose={() => setSheet(null)}
          onSend={(words) => answer(sheet, words)}
        />
      )}
    </article>
  )
}
