import { Marker, type Map as Moving } from 'maplibre-gl'
import type { LonLat, RingEdit } from './place-map.ts'
import { added, moved, removed, stepOf } from './ring.ts'

const at = (marker: Marker): LonLat => {
  const { lng, lat } = marker.getLngLat()
  return [lng, lat]
}

/** The corners of a ring as buttons on the map: dragged, moved by arrow keys, taken away by Delete. */
export function openRing(map: Moving): {
  show: (edit: RingEdit | undefined) => void
  close: () => void
} {
  let edit: RingEdit | undefined
  let markers: Marker[] = []
  const clear = () => {
    for (const marker of markers) marker.remove()
    markers = []
  }
  const place = (name: string, where: LonLat, kind: 'corner' | 'between') => {
    const element = document.createElement('button')
    element.type = 'button'
    element.className = `map-${kind}`
    element.setAttribute('aria-label', name)
    element.title = name
    const marker = new Marker({ element, draggable: true })
      .setLngLat([where[0], where[1]])
      .addTo(map)
    markers.push(marker)
    return { element, marker }
  }
  const addCorner = (now: RingEdit, index: number) => {
    const { element, marker } = place(now.nameOf(index + 1), now.ring[index]!, 'corner')
    element.dataset['corner'] = String(index)
    marker.on('dragend', () => now.onChange(moved(now.ring, index, at(marker))))
    element.addEventListener('click', (event) => event.stopPropagation())
    element.addEventListener('dblclick', (event) => {
      event.stopPropagation()
      now.onChange(removed(now.ring, index))
    })
    element.addEventListener('keydown', (event) => {
      const step = stepOf(event.key, event.shiftKey)
      const gone = event.key === 'Delete' || event.key === 'Backspace'
      if (!step && !gone) return
      event.preventDefault()
      event.stopPropagation()
      const [lon, lat] = now.ring[index]!
      if (gone) now.onChange(removed(now.ring, index))
      else if (step) now.onChange(moved(now.ring, index, [lon + step[0], lat + step[1]]))
    })
  }
  const addBetween = (now: RingEdit, index: number) => {
    const [a, b] = [now.ring[index]!, now.ring[(index + 1) % now.ring.length]!]
    const middle: LonLat = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]
    const { element, marker } = place(now.nameBetween(index + 1), middle, 'between')
    marker.on('dragend', () => now.onChange(added(now.ring, index + 1, at(marker))))
    element.addEventListener('click', (event) => {
      event.stopPropagation()
      now.onChange(added(now.ring, index + 1, middle))
    })
  }
  const press = (event: { lngLat: { lng: number; lat: number } }) => {
    if (edit?.drawing !== true) return
    edit.onChange(added(edit.ring, edit.ring.length, [event.lngLat.lng, event.lngLat.lat]))
  }
  map.on('click', press)
  return {
    show: (next) => {
      if (next?.ring === edit?.ring && markers.length > 0) {
        edit = next
        return
      }
      edit = next
      const held = document.activeElement
      const focused = held instanceof HTMLElement ? held.dataset['corner'] : undefined
      clear()
      if (!next) return
      for (const index of next.ring.keys()) addCorner(next, index)
      if (next.ring.length >= 3) for (const index of next.ring.keys()) addBetween(next, index)
      if (focused !== undefined) markers[Number(focused)]?.getElement().focus()
    },
    close: () => {
      map.off('click', press)
      clear()
    },
  }
}
