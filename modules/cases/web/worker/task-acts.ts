import { useMutation } from '@tanstack/react-query'
import { queueWork } from './outbox/outbox.ts'
import type { NewWork } from '../phone/outbox/work.ts'

/**
 * What a press in the street does: written down on the phone first, then sent. `done` is told even
 * when the page has changed meanwhile, because what is written down may take its sheet away.
 */
export const useTaskAct = (done?: () => void) =>
  useMutation({ mutationFn: (made: NewWork) => queueWork(made), onSuccess: () => done?.() })
