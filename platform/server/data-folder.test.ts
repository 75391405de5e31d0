import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { dataFolderFor } from './data-folder.ts'

it('is ./data, unless GONGZHI_DATA says otherwise', () => {
  expect(dataFolderFor({}, '/srv/app', false)).toBe('/srv/app/data')
  expect(dataFolderFor({ GONGZHI_DATA: '/mnt/disk' }, '/srv/app', true)).toBe('/mnt/disk')
  expect(dataFolderFor({ GONGZHI_DATA: 'else' }, '/srv/app', false)).toBe('/srv/app/else')
})

it('is /var/lib/gongzhi for root in a home that others cannot enter', () => {
  const home = mkdtempSync(join(tmpdir(), 'home-'))
  chmodSync(home, 0o700)
  expect(dataFolderFor({}, join(home, 'gongzhi'), true)).toBe('/var/lib/gongzhi')
  expect(dataFolderFor({}, join(home, 'gongzhi'), false)).toBe(join(home, 'gongzhi/data'))
  chmodSync(home, 0o755)
  expect(dataFolderFor({}, join(home, 'gongzhi'), true)).toBe(join(home, 'gongzhi/data'))
  rmSync(home, { recursive: true })
})
