import { useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { call, CallError } from '#platform/web/call.ts'

export { call }

/** What the server refused, in words, and beside which field they belong. */
export interface Trouble {
  words: string
  /** The fields it is about; none where it is about the whole. */
  fields: readonly string[]
  /** Somebody else has changed the row: what is typed stays until the new row is asked for. */
  late: boolean
}

export interface SavingTerms<Out> {
  /** Which field a refusal is about, by its code. */
  fieldOf?: Readonly<Record<string, string>>
  /** What is asked anew after saving. */
  renews: readonly QueryKey[]
  onSaved: (saved: Out) => void
}

export interface Saving {
  save: () => void
  busy: boolean
  trouble: Trouble | null
}

/** Sends a form, and turns what comes back into a saved row or into words beside a field. */
export function useSaving<Out>(
  send: () => Promise<Out>,
  { fieldOf = {}, renews, onSaved }: SavingTerms<Out>,
): Saving {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const client = useQueryClient()
  const saving = useMutation({
    mutationFn: send,
    onSuccess: (saved) => {
      for (const queryKey of renews) void client.invalidateQueries({ queryKey })
      onSaved(saved)
    },
  })
  const { error } = saving
  return {
    save: () => saving.mutate(),
    busy: saving.isPending,
    trouble: error ? troubleOf(error, fieldOf, { field: t('form.check'), said }) : null,
  }
}

type Said = (keys: string[], values: Record<string, unknown>) => string

function troubleOf(
  error: unknown,
  fieldOf: Readonly<Record<string, string>>,
  words: { field: string; said: Said },
): Trouble {
  const code = error instanceof CallError ? error.code : ''
  const details = error instanceof CallError ? error.details : {}
  const malformed = code === 'request.malformed' ? fieldsIn(details['issues']) : []
  if (malformed.length > 0) return { words: words.field, fields: malformed, late: false }
  const field = fieldOf[code]
  return {
    words: words.said([`error.${code}`, 'error.other'], { code, ...details }),
    fields: field === undefined ? [] : [field],
    late: code.endsWith('.out_of_date'),
  }
}

/** The fields that the server could not read, by the paths of its schema: `/email` is `email`. */
function fieldsIn(issues: unknown): string[] {
  if (!Array.isArray(issues)) return []
  return issues.flatMap((issue: unknown) => {
    const path: unknown =
      typeof issue === 'object' && issue !== null && 'instancePath' in issue
        ? issue.instancePath
        : ''
    const [, name = ''] = typeof path === 'string' ? path.split('/') : []
    return name === '' ? [] : [name]
  })
}
