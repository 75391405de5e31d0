import { Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SubjectFinder } from '#modules/subjects/web/index.ts'
import { call } from '#platform/web/call.ts'
import { Trouble } from '#platform/web/console/Dialog.tsx'
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
    <Modal
      open
      title={`${t('sign.link')} · ${sign.shop}`}
      okText={t('sign.link')}
      cancelText={t('leave')}
      okButtonProps={{
        disabled: shop === null || shop.id === sign.subjectId,
        loading: saving.isPending,
      }}
      onOk={() => shop && saving.mutate(shop.id, { onSuccess: onClose })}
      onCancel={onClose}
    >
      <Trouble error={saving.error} />
      <p className="quiet">{t('sign.link.then')}</p>
      <SubjectFinder
        label={t('sign.register')}
        kinds={['shop']}
        chosen={shop}
        onChoose={({ id, name }) => setShop({ id, name })}
      />
    </Modal>
  )
}
