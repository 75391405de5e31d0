import { expect, it } from 'vitest'
import { Problem } from '#platform/server/problem.ts'
import { UsageProblem } from './configuration.ts'
import { explain } from './explain.ts'

const system = (code: string, path: string) => Object.assign(new Error(code), { code, path })

it('has words in both languages for what operators meet, and the stack for what nobody foresaw', () => {
  expect(explain(system('ENOSPC', '/data'))).toMatch(/磁盘已满：\/data.*\nThe disk is full: \/data/)
  expect(explain(system('EROFS', '/data'))).toMatch(/没有权限写入 \/data.*\n.*may not be written/)
  expect(explain(system('ECONNREFUSED', ''))).toMatch(/连不上数据库.*\n.*cannot be reached/)
  expect(explain(new UsageProblem('缺少。', 'Missing.'))).toBe('缺少。\nMissing.')
  expect(explain(new Problem(409, 'cases.out_of_date', { version: 2 }))).toContain(
    'cases.out_of_date',
  )
  expect(explain(new Error('unforeseen'))).toMatch(/unforeseen\n {4}at /)
})
