import { useEffect, useRef, useState } from 'react'
import { useFace } from '../face.ts'
import type { Drawing } from './drawing.ts'
import type { ChartOption, Letters } from './options.ts'
import './chart.css'

function lettersOf(element: HTMLElement): Letters {
  const { fontFamily, fontSize } = getComputedStyle(element)
  return { family: fontFamily || 'sans-serif', size: Number.parseFloat(fontSize) || 12 }
}

export interface ChartProps {
  label: string
  /** Said where the picture could not be loaded; its figures stand in the table. */
  failed: string
  /** In lines of letters, so that large letters get more room. */
  lines: number
  option: (letters: Letters) => ChartOption
  onPick?: (index: number) => void
}

/**
 * A picture of figures that also stand in a table: the library that draws it comes when a page first
 * shows one. Those who listen to the page get the label; keys go to the table.
 */
export function Chart(props: ChartProps) {
  const { large } = useFace()
  // The letters of the page are measured once for a drawing, so other letters are another drawing.
  return <Picture key={large ? 'large' : 'plain'} {...props} />
}

function Picture({ label, failed: sorry, lines, option, onPick }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const [drawing, setDrawing] = useState<Drawing | null>(null)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    let gone = false
    let made: Drawing | undefined
    const draw = async () => {
      const { drawIn } = await import('./drawing.ts')
      if (gone) return
      made = drawIn(element)
      setDrawing(made)
    }
    draw().catch(() => {
      if (!gone) setFailed(true)
    })
    return () => {
      gone = true
      made?.end()
    }
  }, [])
  useEffect(() => {
    if (drawing && box.current) drawing.show(option(lettersOf(box.current)))
  }, [drawing, option])
  useEffect(() => {
    if (drawing && onPick) drawing.picks(onPick)
  }, [drawing, onPick])
  if (failed) return <p className="quiet">{sorry}</p>
  return (
    <div
      ref={box}
      className="chart"
      role="img"
      aria-label={label}
      style={{ height: `${lines * 1.5}em` }}
    />
  )
}
