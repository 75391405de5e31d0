import type { Question } from '#modules/cases/contract/index.ts'
import { unanswered } from '../phone/asked.ts'
import type { Draft } from './draft.ts'

const screens = ['photo', 'where', 'words'] as const
type Screen = (typeof screens)[number] | 'say' | 'about' | 'ask' | 'phone' | 'check'

/** The screens there are, and which of them stands. */
export interface Screens {
  screen: Screen
  /** Tells one question's screen from another's. */
  key: string
  question: string
  step: number
  of: number
  /** At which step something stands; 0 where it has no screen of its own. */
  stepOf: (screen: Screen, question?: string) => number
  /** The screen of the first question that must be answered and is not; else 0. */
  unansweredAt: number
}

interface Place {
  screen: Screen
  question: string
}

const place = (screen: Screen, question = ''): Place => ({ screen, question })

/** What it may be is asked where there is something to ask, and then each question alone. */
const largeScreens = (questions: readonly Question[], offered: boolean): Place[] => [
  ...(['photo', 'where', 'say'] as const).map((screen) => place(screen)),
  ...(offered ? [place('about')] : []),
  ...questions.map((q) => place('ask', q.key)),
  place('phone'),
  place('check'),
]

/** Whoever changes the letters half-way stays within the screens there are. */
export function screensOf(draft: Draft, large: boolean, offered: boolean): Screens {
  const { questions = [], answers = {} } = draft.about ?? {}
  const all = large ? largeScreens(questions, offered) : screens.map((screen) => place(screen))
  const step = Math.min(draft.step, all.length)
  const now = all[step - 1] ?? place('photo')
  const stepOf = (screen: Screen, question = '') =>
    all.findIndex((one) => one.screen === screen && one.question === question) + 1
  const open = questions.find((q) => unanswered([q], answers))
  const unansweredAt = open && draft.danger === null ? stepOf('ask', open.key) : 0
  return {
    ...now,
    key: `${now.screen} ${now.question}`,
    step,
    of: all.length,
    stepOf,
    unansweredAt,
  }
}
