import { use } from 'react'
import { call } from '#platform/web/call.ts'
import { relocateCase, type CasePage } from '../../../contract/index.ts'
import { PlaceSlot, type PlaceNamed } from '../../place-slot.ts'
import { useChange } from '../change.ts'

/** Places that the message names, for whoever may mend its place: one press sets point and address. */
export function NamedInWords({ page }: { page: CasePage }) {
  const named = use(PlaceSlot)
  const { send } = useChange(page)
  if (!page.allowed.includes('relocate')) return null
  const pick = ({ id, fullText, lon, lat }: PlaceNamed) =>
    void send(({ params, base }) =>
      call(relocateCase, {
        params,
        body: {
          ...base,
          place: { lon, lat, system: 'CGCS2000', method: 'address' },
          address: fullText,
          addressId: id,
          words: '',
        },
      }),
    )
  return named?.({ words: page.originalText || page.words, address: page.address, onPick: pick })
}
