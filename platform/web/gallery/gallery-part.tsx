import type { ReactNode } from 'react'

export type Say = (zh: string, en: string) => string

export function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className="g-part" id={name}>
      <h2>{name}</h2>
      {children}
    </section>
  )
}
