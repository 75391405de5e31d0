import { Input } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { SubjectFinder } from '#modules/subjects/web/index.ts'
import { call } from '#platform/web/call.ts'
import { PhotoPicker } from '#platform/web/kit/PhotoPicker.tsx'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { newId } from '#platform/web/new-id.ts'
import { SaveDialog } from '#platform/web/console/Dialog.tsx'
import { signsContract, type SignForm } from '../../../contract/index.ts'
import { blankSign, FormFields, formOfDraft } from '../../signs/FormFields.tsx'
import { noPictures, uploadTo } from '../../signs/pictures.ts'
import { AddressFinder } from '../bookings/AddressFinder.tsx'
import { Field } from '../parts.tsx'
import { useServicesChange } from '../queries.ts'

const blank = () => ({
  clientId: newId(),
  shop: '',
  subject: null as { id: string; name: string } | null,
  address: '',
  addressId: null as string | null,
  name: '',
  phone: '',
})
type About = ReturnType<typeof blank>

/** Taken down at the counter for a shop that cannot do it on the phone. */
export function ForShopDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('services')
  const { districtId } = useConsoleSetting()
  const [about, setAbout] = useState(blank)
  const [form, setForm] = useState(blankSign)
  const [pictures, setPictures] = useState(noPictures)
  const [pressed, setPressed] = useState(false)
  const [upload] = useState(() => uploadTo(districtId))
  const set = (change: Partial<About>) => setAbout((d) => ({ ...d, ...change }))
  const saving = useServicesChange((whole: SignForm) =>
    call(signsContract.submitForShop, {
      body: {
        clientId: about.clientId,
        shop: about.shop.trim(),
        subjectId: about.subject?.id ?? null,
        address: about.address,
        addressId: about.addressId,
        name: about.name.trim() || null,
        phone: about.phone.trim() || null,
        form: whole,
        photos: pictures.ids,
      },
    }),
  )
  const press = () => {
    setPressed(true)
    const whole = formOfDraft(form)
    if (whole) saving.mutate(whole, { onSuccess: onClose })
  }
  return (
    <SaveDialog
      width={720}
      title={t('sign.forShop')}
      verb={t('sign.submit')}
      leave={t('leave')}
      ready={about.shop.trim() !== '' && about.address.trim() !== '' && pictures.pending === 0}
      saving={saving}
      onSave={press}
      onClose={onClose}
    >
      <AboutShop about={about} set={set} />
      <div className="sign-form">
        <FormFields
          draft={form}
          change={(to) => setForm((now) => ({ ...now, ...to }))}
          pressed={pressed}
        />
        <PhotoPicker upload={upload} onChange={setPictures} label={t('sign.picture')} />
      </div>
    </SaveDialog>
  )
}

function AboutShop({ about, set }: { about: About; set: (change: Partial<About>) => void }) {
  const { t } = useTranslation('services')
  const { verbs } = useConsoleSetting()
  const id = useId()
  const text = (name: 'shop' | 'name' | 'phone', most: number) => (
    <Field id={`${id}${name}`} label={t(name === 'shop' ? 'sign.shopName' : name)}>
      <Input
        id={`${id}${name}`}
        maxLength={most}
        value={about[name]}
        onChange={(event) => set({ [name]: event.target.value })}
      />
    </Field>
  )
  return (
    <>
      {verbs.has('subjects.read') && (
        <SubjectFinder
          label={t('sign.register')}
          kinds={['shop']}
          chosen={about.subject}
          onChoose={({ id: subjectId, name, addressText }) =>
            set({ subject: { id: subjectId, name }, shop: name, address: addressText })
          }
        />
      )}
      {text('shop', 80)}
      <AddressFinder
        text={about.address}
        chosen={about.addressId}
        onChange={(address, addressId) => set({ address, addressId })}
      />
      <div className="services-pair">
        {text('name', 60)}
        {text('phone', 20)}
      </div>
    </>
  )
}
