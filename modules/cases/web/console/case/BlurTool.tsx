import { Button, Modal } from 'antd'
import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'

/** A rectangle as shares of width and height. */
export interface Blur {
  x: number
  y: number
  w: number
  h: number
}

const share = (n: number) => Math.min(1, Math.max(0, n))

const pointOf = (event: PointerEvent<HTMLDivElement>) => {
  const frame = event.currentTarget.getBoundingClientRect()
  return {
    x: share((event.clientX - frame.left) / frame.width),
    y: share((event.clientY - frame.top) / frame.height),
  }
}

const part = (n: number) => `${n * 100}%`

export const between = (a: { x: number; y: number }, b: { x: number; y: number }): Blur => ({
  x: Math.min(a.x, b.x),
  y: Math.min(a.y, b.y),
  w: Math.abs(a.x - b.x),
  h: Math.abs(a.y - b.y),
})

/** Draw over faces and plates; what is drawn is blurred at once, so that what goes out has been seen. */
export function BlurTool(props: {
  src: string
  busy: boolean
  onRelease: (blur: Blur[]) => void
  onClose: () => void
}) {
  const { t } = useTranslation('console')
  const [boxes, setBoxes] = useState<Blur[]>([])
  const [drawing, setDrawing] = useState<Blur | null>(null)
  const from = useRef<{ x: number; y: number } | null>(null)
  const end = () => {
    if (drawing && drawing.w > 0.01 && drawing.h > 0.01) setBoxes([...boxes, drawing])
    from.current = null
    setDrawing(null)
  }
  const change = (i: number, to: Blur | null) =>
    setBoxes(boxes.flatMap((b, at) => (at === i ? (to ? [to] : []) : [b])))
  return (
    <Modal
      open
      width={880}
      title={t('blur.title')}
      onCancel={props.onClose}
      footer={[
        <Button key="add" onClick={() => setBoxes([...boxes, { x: 0.4, y: 0.4, w: 0.2, h: 0.2 }])}>
          {t('blur.add')}
        </Button>,
        <Button
          key="undo"
          disabled={boxes.length === 0}
          onClick={() => setBoxes(boxes.slice(0, -1))}
        >
          {t('blur.undo')}
        </Button>,
        <Button key="go" type="primary" loading={props.busy} onClick={() => props.onRelease(boxes)}>
          {t('blur.release', { count: boxes.length })}
        </Button>,
      ]}
    >
      <p>{t('blur.how')}</p>
      <div
        className="blur"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          from.current = pointOf(event)
        }}
        onPointerMove={(event) => {
          if (from.current) setDrawing(between(from.current, pointOf(event)))
        }}
        onPointerUp={end}
        onPointerCancel={end}
      >
        <img src={props.src} alt={t('blur.picture')} draggable={false} />
        {[...boxes, ...(drawing ? [drawing] : [])].map((b, i) => (
          <Box key={`box${i + 1}`} box={b} n={i + 1} onChange={(to) => change(i, to)} />
        ))}
      </div>
    </Modal>
  )
}

/** Arrows move it, Shift and arrows change its size, Delete takes it away. */
function Box(props: { box: Blur; n: number; onChange: (to: Blur | null) => void }) {
  const { t } = useTranslation('console')
  const { box, onChange } = props
  const press = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') return onChange(null)
    const step = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[
      event.key
    ]
    if (!step) return
    event.preventDefault()
    const [dx = 0, dy = 0] = step.map((n) => n * 0.02)
    onChange(
      event.shiftKey
        ? { ...box, w: Math.max(0.02, share(box.w + dx)), h: Math.max(0.02, share(box.h + dy)) }
        : { ...box, x: share(box.x + dx), y: share(box.y + dy) },
    )
  }
  return (
    <button
      type="button"
      className="blur-box"
      aria-label={t('blur.box', { n: props.n })}
      style={{ left: part(box.x), top: part(box.y), width: part(box.w), height: part(box.h) }}
      onKeyDown={press}
    />
  )
}
