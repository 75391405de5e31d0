import { PhotoPicker, type PickedPhotos } from '#platform/web/kit/PhotoPicker.tsx'
import { useUpload } from '../others.ts'

/** Pictures as evidence: sent byte for byte. */
export function Pictures(props: { label: string; onChange: (picked: PickedPhotos) => void }) {
  return (
    <div className="act-pictures">
      <p>{props.label}</p>
      <PhotoPicker
        upload={useUpload()}
        keepOriginal
        label={props.label}
        onChange={props.onChange}
      />
    </div>
  )
}
