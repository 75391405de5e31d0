import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SubjectFinder } from '#modules/subjects/web/index.ts'
import { call } from '#platform/web/call.ts'
import { SaveDialog } from '#platform/web/console/Dialog.tsx'
import { signsContract, type SignView } from '../../../contract/index.ts'
import { useServicesChange } from '../queries.ts'

/** Which shop of the register it is: its page then shows what was filed for it. */
export function NameShopDialog({ sign, onClose }: { sign: SignView; onClose: () => void }) {
  const { t } = useTranslation('services')
  const [shop, setShop] = useState<{ id: string; name: string } | null>(null)
  const saving = useServicesChange((subjectId: string) =>
    call(signsContract.moveSign, {
      params: { filingId: sign.id },
      body: { order: { act: 'link', subjectId }, baseVersion: sign.version },
    }),
  )
  return (
    <SaveDialog
      title={`${t('sign.link')} · ${sign.shop}`}
      verb={t('sign.link')}
      leave={t('leave')}
      ready={shop !== null && shop.id !== sign.subjectId}
      saving={saving}
      onSave={() => shop && saving.mutate(shop.id, { onSuccess: onClose })}
      onClose={onClose}
    >
      <p className="quiet">{t('sign.link.then')}</p>
      <SubjectFinder
        label={t('sign.register')}
        kinds={['shop']}
        chosen={shop}
        onChoose={({ id, name }) => setShop({ id, name })}
      />
    </SaveDialog>
  )
}
