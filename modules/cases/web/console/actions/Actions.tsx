import { Button } from 'antd'
import { useEffect, useRef, useState, type ComponentType } from 'react'
import { useTranslation } from 'react-i18next'
import { CallError } from '#platform/web/call.ts'
import { Key } from '#platform/web/console/keys.tsx'
import { useTime } from '#platform/web/console/setting.tsx'
import type { CaseAction, CasePage } from '../../../contract/index.ts'
import type { Changing } from '../change.ts'
import { actionKeys, actionOrder, dangerous, sayError, sayEvent } from '../shown.ts'
import type { Matter } from '../others.ts'
import type { ActionFormProps } from './form.ts'
import { MergeForm } from '../merging/MergeForm.tsx'
import { MatterForm } from './MatterForm.tsx'
import { ReplyForm } from '../replies/ReplyForm.tsx'
import { AskForm } from './AskForm.tsx'
import { AssignForm, DecideForm, DispatchForm, RefuseForm, RelocateForm } from './SendForms.tsx'
import { TransferForm } from './TransferForm.tsx'
import { atOnce, CallBackForm, FindingForm, FinishForm, WordsForm } from './WordsForms.tsx'

const forms: Partial<Record<CaseAction, ComponentType<ActionFormProps>>> = {
  file: MatterForm,
  reclassify: MatterForm,
  settle: MatterForm,
  refuse: RefuseForm,
  dispatch: DispatchForm,
  relocate: RelocateForm,
  assign: AssignForm,
  return: AskForm,
  ask_extension: AskForm,
  ask_suspension: AskForm,
  decide_request: DecideForm,
  inspect: FindingForm,
  answer_verification: FindingForm,
  call_back: CallBackForm,
  finish: FinishForm,
  ask_verification: WordsForm,
  resume: WordsForm,
  withdraw: WordsForm,
  void: WordsForm,
  transfer: TransferForm,
  reopen: WordsForm,
  merge: MergeForm,
  reply: ReplyForm,
  take_apart: WordsForm,
}

/** The verbs of this page, strictly those that the server allowed. */
export const verbsOf = (page: CasePage): CaseAction[] =>
  actionOrder.filter((a) => page.allowed.includes(a) && (a in forms || atOnce(a) !== undefined))

export interface ActionsProps {
  page: CasePage
  changing: Changing
  open: CaseAction | null
  onOpen: (action: CaseAction | null) => void
  /** A matter that was taken up from the proposals. */
  pick?: Matter | null
  /** A case that was taken up from the likely ones. */
  master?: string | null
  /** A unit that was taken up from the likely ones. */
  unit?: ActionFormProps['unit']
  /** Keys are shown only where they work. */
  keys?: boolean
}

/** Does at once what needs no words; opens the form of everything else. */
export function startAction(props: Omit<ActionsProps, 'open' | 'keys'>, action: CaseAction): void {
  if (!props.page.allowed.includes(action)) return
  const make = atOnce(action)
  if (make) void props.changing.send(make)
  else if (action in forms) props.onOpen(action)
}

export function Actions(props: ActionsProps) {
  const { page, changing, open } = props
  const { t } = useTranslation('console')
  const verbs = verbsOf(page)
  const acts = useRef<HTMLDivElement>(null)
  const [left, setLeft] = useState<CaseAction | null>(null)
  // Whoever leaves a form stands again at the button that opened it.
  useEffect(() => {
    if (left !== null && open === null)
      acts.current?.querySelector<HTMLElement>(`[data-verb="${left}"] button`)?.focus()
  }, [left, open])
  const leave = (action: CaseAction) => {
    setLeft(action)
    props.onOpen(null)
  }
  const Form = open && page.allowed.includes(open) ? forms[open] : undefined
  return (
    <div className="acts" ref={acts}>
      <Trouble changing={changing} />
      {Form && open ? (
        <Form
          key={`${page.id}${open}`}
          page={page}
          action={open}
          changing={changing}
          pick={props.pick ?? null}
          master={props.master ?? null}
          unit={props.unit ?? null}
          onClose={() => leave(open)}
        />
      ) : (
        <>
          {verbs.length === 0 && <p className="quiet">{t('act.none')}</p>}
          <ul className="act-list" aria-label={t('act.now')}>
            {verbs.map((action, i) => (
              <li key={action} data-verb={action}>
                <Button
                  block
                  type={i === 0 && !dangerous.has(action) ? 'primary' : 'text'}
                  danger={dangerous.has(action)}
                  disabled={changing.busy}
                  onClick={() => startAction(props, action)}
                >
                  <span>{t(`action.${action}`)}</span>
                  {props.keys === true && actionKeys[action] && <Key name={actionKeys[action]} />}
                </Button>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Why it did not happen; and if somebody was faster, what they did. */
export function Trouble({ changing }: { changing: Changing }) {
  const { t } = useTranslation('console')
  const time = useTime()
  if (changing.since)
    return (
      <div className="trouble" role="alert" data-kind="late">
        <b>{t('late.title')}</b>
        <p>{t('late.safe')}</p>
        <ul>
          {changing.since.map((e) => (
            <li key={e.seq}>
              <time dateTime={e.at}>{time.at(e.at)}</time> {sayEvent(t, e)}
              {e.words && <q>{e.words}</q>}
            </li>
          ))}
        </ul>
        <Button size="small" onClick={changing.forget}>
          {t('late.seen')}
        </Button>
      </div>
    )
  if (!changing.error) return null
  const { error } = changing
  const code = error instanceof CallError ? error.code : ''
  return (
    <div className="trouble" role="alert">
      <p>{sayError(t, code)}</p>
      <Button size="small" onClick={changing.forget}>
        {t('late.seen')}
      </Button>
    </div>
  )
}
