import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MOST_SHEET_BYTES, type SheetEndpoints, type SheetTold } from '#platform/shared/sheets.ts'
import { call } from '../../call.ts'
import { languageOf } from '../../i18n.ts'
import { inBase64 } from './file.ts'

/** A file that need not even be sent. */
export interface Unfit {
  kind: 'wrongKind' | 'tooLarge'
  name: string
  size: number
}

function unfitOf({ name, size }: File): Unfit | undefined {
  const about = { name, size: Math.ceil((size / 1024 / 1024) * 10) / 10 }
  if (!/\.(xlsx|csv)$/i.test(name)) return { kind: 'wrongKind', ...about }
  return size > MOST_SHEET_BYTES ? { kind: 'tooLarge', ...about } : undefined
}

interface Given {
  file: string
  startsAt: string | undefined
  /** Only where it is to be applied. */
  order?: { seen: string; reason: string }
}

/** A chosen file, what it would do, and doing it; `onDone` is told what was done. */
export function useSheet(sheet: SheetEndpoints, onDone: (told: SheetTold) => void) {
  const { i18n } = useTranslation()
  const [chosen, setChosen] = useState<File>()
  const [unfit, setUnfit] = useState<Unfit>()
  const [told, setTold] = useState<SheetTold>()
  const send = useMutation({
    mutationFn: ({ file, startsAt, order }: Given) => {
      const body = { file, language: languageOf(i18n), ...(startsAt ? { startsAt } : {}) }
      return order
        ? call(sheet.apply, { body: { ...body, ...order } })
        : call(sheet.check, { body })
    },
    onSuccess: (result) => {
      if (result.applied) return onDone(result)
      setTold(result)
    },
    // What was checked before says nothing any more.
    onError: () => setTold(undefined),
  })
  const check = async (file: File, startsAt: string | undefined) => {
    const wrong = unfitOf(file)
    send.reset()
    setTold(undefined)
    setChosen(file)
    setUnfit(wrong)
    if (!wrong) send.mutate({ file: await inBase64(file), startsAt })
  }
  const apply = async ({ reason, startsAt }: { reason: string; startsAt: string | undefined }) => {
    if (!chosen || !told) return
    const order = { seen: told.seen, reason }
    send.mutate({ file: await inBase64(chosen), startsAt, order })
  }
  const applying = send.isPending && send.variables.order !== undefined
  return {
    chosen,
    unfit,
    told,
    error: send.error,
    check,
    apply: (given: Parameters<typeof apply>[0]) => void apply(given),
    checking: send.isPending && !applying,
    applying,
  }
}
