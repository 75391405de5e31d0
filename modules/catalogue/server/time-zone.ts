import type { Db } from '#platform/server/database.ts'

export async function timeZoneOf(_db: Db, _districtId: string): Promise<string> {
  return 'Asia/Shanghai'
}
