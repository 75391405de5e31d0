import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type {
  DutiesView,
  HandoverView,
  RulingView,
  SupportView,
} from '#modules/cases/contract/duties.ts'
import type { signInContract } from '#modules/people/contract/index.ts'
import { Button, Strip } from '#platform/web/kit/index.ts'
import { useSpeech } from '../../phone/speech.ts'
import { BeginSheet } from './BeginSheet.tsx'
import type { Step } from '../../phone/outbox/work.ts'
import { useDuties } from '../use-case.ts'
import { beginWords, DutyTrouble, useDutyAct, useUnsentSteps } from './change.tsx'
import { LinkSheet } from './LinkSheet.tsx'
import { FinishSheet, WordsSheet } from './sheets.tsx'

/** The own unit's support task or the question whether it takes over, and what the lead may begin. */
export function DutyPart(props: { caseId: string; title: string; me: signInContract.Me }) {
  const { caseId, title, me } = props
  const { t } = useTranslation('duties')
  const { data } = useDuties(caseId)
  const unsent = useUnsentSteps(caseId)
  const [open, setOpen] = useState<DutiesView['allowed'][number] | null>(null)
  if (!data) return null
  const { support, handovers, rulings } = data
  const ruled = rulings.findLast((r) => r.state !== 'withdrawn')
  const asked = unsent.some((step) => step.kind === 'handover_ask')
  const begin = data.allowed
    .filter((act) => act !== 'call_support' || hasPartners(data))
    .filter((act) => act !== 'ask_handover' || !asked)
  if (support.length + handovers.length + rulings.length + begin.length === 0) return null
  return (
    <section className="duty" aria-label={t('title')}>
      <h2>{t('title')}</h2>
      {data.leadUnit !== null && <p className="quiet">{t('lead', { unit: data.leadUnit })}</p>}
      {support.map((line) => (
        <Support key={line.taskId} view={data} line={line} me={me} title={title} />
      ))}
      {handovers
        .filter((one) => one.state === 'asked' || one === handovers.at(-1))
        .map((line) => (
          <Handover
            key={line.id}
            view={data}
            line={line}
            title={title}
            timeZone={me.district.timeZone}
          />
        ))}
      {ruled && <Ruled line={ruled} timeZone={me.district.timeZone} />}
      {asked && <Strip>{t('unsent')}</Strip>}
      {begin.map((act) => (
        <button key={act} type="button" className="text-button" onClick={() => setOpen(act)}>
          {t(beginWords[act])}
        </button>
      ))}
      {open !== null && (
        <BeginSheet view={data} act={open} title={title} onClose={() => setOpen(null)} />
      )}
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
  title: string
}

/** What may be done next, as far as the phone knows: what lies unsent counts as done. */
function nextOf(line: SupportView, unsent: readonly Step[]): SupportView['allowed'] {
  const own = unsent.filter((step) => 'taskId' in step && step.taskId === line.taskId)
  if (own.length === 0) return line.allowed
  const over = own.some((step) => step.kind === 'support_finish' || !isAccept(step))
  return over ? [] : line.bound ? ['finish'] : ['finish', 'return']
}
const isAccept = (step: Step) => step.kind === 'support' && step.to === 'accept'

function Support({ view, line, me, title }: LineProps<SupportView> & { me: signInContract.Me }) {
  const { t } = useTranslation('duties')
  const [sheet, setSheet] = useState<'finish' | 'return' | 'release' | 'link' | null>(null)
  const change = useDutyAct({ ...view, title })
  const unsent = useUnsentSteps(view.caseId)
  const allowed = nextOf(line, unsent)
  const { taskId } = line
  const move = (to: 'accept' | 'return' | 'release', words: string) =>
    change.mutate({
      step: { kind: 'support', taskId, to, words },
      done: () => setSheet((now) => (now === to ? null : now)),
    })
  return (
    <article className="card duty-card" data-state={line.state}>
      <SupportHead line={line} timeZone={me.district.timeZone} />
      <DutyTrouble error={change.error} />
      {allowed !== line.allowed && <Strip>{t('unsent')}</Strip>}
      {allowed.includes('accept') && (
        <Button wide busy={change.isPending} onClick={() => move('accept', '')}>
          {t('verb.accept')}
        </Button>
      )}
      {allowed.includes('finish') && (
        <Button wide glyph="camera" onClick={() => setSheet('finish')}>
          {t('verb.finish')}
        </Button>
      )}
      {(['return', 'release'] as const)
        .filter((act) => allowed.includes(act))
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
          change={change}
          onClose={() => setSheet(null)}
          onSend={(given) =>
            change.mutate({
              step: { kind: 'support_finish', taskId, ...given },
              done: () => setSheet(null),
            })
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

function Handover(props: LineProps<HandoverView> & { timeZone: string }) {
  const { view, line, title, timeZone } = props
  const { t } = useTranslation('duties')
  const { say } = useSpeech(timeZone)
  const [sheet, setSheet] = useState<'accept' | 'refuse' | 'withdraw' | null>(null)
  const change = useDutyAct({ ...view, title })
  const unsent = useUnsentSteps(view.caseId)
  const answered = unsent.some((s) => s.kind === 'handover_answer' && s.handoverId === line.id)
  const allowed = answered ? [] : line.allowed
  const answer = (act: 'accept' | 'refuse' | 'withdraw', words: string) =>
    change.mutate({
      step: {
        kind: 'handover_answer',
        handoverId: line.id,
        to: act === 'accept' ? 'accepted' : act === 'refuse' ? 'refused' : 'withdrawn',
        words,
      },
      done: () => setSheet((now) => (now === act ? null : now)),
    })
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
      {answered && <Strip>{t('unsent')}</Strip>}
      {allowed.includes('accept') && (
        <Button wide busy={change.isPending} onClick={() => answer('accept', '')}>
          {t('takeOver')}
        </Button>
      )}
      {(['refuse', 'withdraw'] as const)
        .filter((act) => allowed.includes(act))
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
