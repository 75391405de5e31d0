import type { CaseAction, CasePage } from '../../../contract/index.ts'
import type { Changing } from '../change.ts'

/** What every form of an action is given. `done` has already run when `send` says true. */
export interface ActionFormProps {
  page: CasePage
  action: CaseAction
  changing: Changing
  onClose: () => void
}
