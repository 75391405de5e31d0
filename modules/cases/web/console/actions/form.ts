import type { CaseAction, CasePage } from '../../../contract/index.ts'
import type { Changing } from '../change.ts'
import type { Matter } from '../others.ts'

/** What every form of an action is given. `done` has already run when `send` says true. */
export interface ActionFormProps {
  page: CasePage
  action: CaseAction
  changing: Changing
  pick?: Matter | null
  /** A case to join this one to, taken up from the likely ones. */
  master?: string | null
  /** A unit to send it to, taken up from the likely ones. */
  unit?: { code: string; name: string } | null
  onClose: () => void
}
