import { Later } from '#platform/web/kit/index.ts'
import { besideFollow } from '../phone/beside.ts'

interface BesideFollowProps {
  districtId: string
  shortCode: string
  photoKey: string | undefined
  again: () => void
}

/** What modules above know of a case, for whoever has the link. */
export function BesideFollow({ districtId, shortCode, photoKey, again }: BesideFollowProps) {
  if (photoKey === undefined || photoKey === '') return null
  return (
    <>
      {besideFollow().map(({ name, Part }) => (
        <Later key={name}>
          <Part {...{ districtId, shortCode }} viewKey={photoKey} onChange={again} />
        </Later>
      ))}
    </>
  )
}
