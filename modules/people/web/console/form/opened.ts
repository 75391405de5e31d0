import { useState } from 'react'
import { useAddress } from '#platform/web/console/address.ts'

export interface Opened<Row> {
  /** The row as it was when it was opened; undefined for a new one. */
  row: Row | undefined
  isOpen: boolean
  isNew: boolean
  /** Makes a form of its own for each row and version. */
  key: string
  open: (id: string) => void
  close: () => void
  /** Takes the row as it is now. */
  renew: () => void
}

/**
 * Which row of a list is open for editing. It lives in the address; the row itself is kept as it was
 * when opened, so that news from the server does not wipe what is being typed.
 */
export function useOpened<Row extends { version: number }>(
  rows: readonly Row[] | undefined,
  idOf: (row: Row) => string,
  refetch: () => Promise<unknown>,
): Opened<Row> {
  const [address, setAddress] = useAddress()
  const id = address['open'] ?? ''
  const row = useKept(
    id,
    rows?.find((one) => idOf(one) === id),
  )
  const isNew = id === 'new'
  return {
    row: row.kept,
    isNew,
    isOpen: isNew || row.kept !== undefined,
    key: `${id}:${row.kept?.version ?? ''}`,
    open: (next) => setAddress({ open: next }, true),
    close: () => setAddress({ open: undefined }),
    renew: () => void refetch().then(row.forget),
  }
}

/** The first row found under an id, kept until the id changes or it is forgotten. */
function useKept<Row>(id: string, found: Row | undefined) {
  const [taken, setTaken] = useState<{ id: string; row: Row } | null>(null)
  const kept = taken?.id === id ? taken.row : found
  if (kept !== undefined && taken?.id !== id) setTaken({ id, row: kept })
  if (kept === undefined && taken !== null) setTaken(null)
  return { kept, forget: () => setTaken(null) }
}
