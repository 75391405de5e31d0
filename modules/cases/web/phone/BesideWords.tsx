import { CatchBoundary } from '@tanstack/react-router'
import { Suspense } from 'react'
import { besideWords, type WordsWatch } from './beside.ts'

const only = () => 'words'
const Nothing = () => null

/** What modules above say of words that residents will read; where it cannot be had, work goes on. */
export function BesideWords(watch: WordsWatch) {
  return (
    <CatchBoundary getResetKey={only} errorComponent={Nothing}>
      <Suspense>
        {besideWords().map(({ name, Part }) => (
          <Part key={name} {...watch} />
        ))}
      </Suspense>
    </CatchBoundary>
  )
}
