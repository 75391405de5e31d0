import { expect, it } from 'vitest'
import { csvOf } from './audit-csv.ts'

it('quotes what would break a line, and disarms what a spreadsheet would run', () => {
  const csv = csvOf(
    ['a', 'b'],
    [
      ['=1+1', '一,"二"'],
      ['-5', '两\n行'],
    ],
  )
  expect(csv).toBe('\uFEFFa,b\r\n\'=1+1,"一,""二"""\r\n-5,"两\n行"\r\n')
})
