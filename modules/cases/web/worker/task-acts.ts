import { useMutation } from '@tanstack/react-query'
import { queueWork } from './outbox/outbox.ts'
import type { NewWork } from './outbox/work.ts'

/** What a press in the street does: written down on the phone first, then sent. */
export const useTaskAct = () => useMutation({ mutationFn: (made: NewWork) => queueWork(made) })
