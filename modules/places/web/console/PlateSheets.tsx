import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { QrCode } from '#platform/web/QrCode.tsx'
import { useSettings } from './queries.ts'

export const plateSizes = ['large', 'middle', 'small'] as const
export type PlateSize = (typeof plateSizes)[number]

/** How many stand on one sheet of A4: one by two, two by four, three by seven. */
const perSheet: Record<PlateSize, number> = { large: 2, middle: 8, small: 21 }

export interface Plate {
  token: string
  name: string
  fullText: string
}

/** The address that a code opens: the report page of the district, with the door known. */
export const scanAddress = (origin: string, districtId: string, token: string) =>
  `${origin}/${districtId}/report?door=${token}`

/** Doorplates as they come out of the printer, sheet by sheet; on the screen a preview of them. */
export function PlateSheets({ plates, size }: { plates: readonly Plate[]; size: PlateSize }) {
  const { t } = useTranslation('placesConsole')
  const { districtId, districtName } = useConsoleSetting()
  const settings = useSettings()
  const { stationTelephone = '', telephone = '' } = settings.data?.settings ?? {}
  const phone = stationTelephone || telephone
  const many = perSheet[size]
  const sheets = Array.from({ length: Math.ceil(plates.length / many) }, (_, i) =>
    plates.slice(i * many, (i + 1) * many),
  )
  return (
    <div className="plates" aria-label={t('door.preview')} role="region">
      {sheets.map((sheet, i) => (
        <div key={sheet[0]?.token ?? i} className="plate-sheet" data-size={size}>
          {sheet.map((plate) => (
            <article key={plate.token} className="plate">
              <QrCode
                text={scanAddress(location.origin, districtId, plate.token)}
                label={t('door.codeOf', { name: plate.name })}
              />
              <div>
                <h3>{plate.name}</h3>
                <p className="plate-call">{t('door.call')}</p>
                <p className="plate-full">{plate.fullText}</p>
                <p className="plate-foot">
                  {districtName}
                  {phone !== '' && ` · ${t('door.phone', { phone })}`}
                </p>
              </div>
            </article>
          ))}
        </div>
      ))}
    </div>
  )
}
