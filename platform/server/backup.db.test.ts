import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { copyOfTemplate } from '#testing/database.ts'
import { backup, restore } from './backup.ts'

const tables = `
  create schema scratch;
  create table scratch.house (id int primary key, name text not null);
  create table scratch.a_flat (
    id bigint generated always as identity primary key,
    house int not null references scratch.house,
    above bigint references scratch.a_flat,
    area numeric, doubled numeric generated always as (area * 2) stored,
    about jsonb, picture bytea, at timestamptz, tags text[]
  );
  create table scratch.reading (id int, day date, value float8, primary key (id, day)) partition by range (day);
  create table scratch.reading_2026 partition of scratch.reading for values from ('2026-01-01') to ('2027-01-01');
  create table scratch.empty (id int primary key)`

const rows = `
  insert into scratch.house values (1, E'和平里\\t一号\\n院 \\\\N'), (2, '');
  insert into scratch.a_flat (house, above, area, about, picture, at, tags)
    select 1 + n % 2, null, n / 3.0, jsonb_build_object('门', n), decode(repeat('00ff', 8), 'hex'), now(), array['路灯', null]
    from generate_series(1, 5000) n;
  update scratch.a_flat set above = 5001 - id where id > 1;
  insert into scratch.reading select n, '2026-03-01', random() from generate_series(1, 150000) n`

const digest = `
  select (select md5(string_agg(f::text, '|' order by id)) from scratch.a_flat f) as flats,
    (select md5(string_agg(r::text, '|' order by id)) from scratch.reading r) as readings,
    (select string_agg(name, '|' order by id) from scratch.house) as houses`

let folder: string
let from: Awaited<ReturnType<typeof copyOfTemplate>>
let to: Awaited<ReturnType<typeof copyOfTemplate>>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'backup-'))
  from = await copyOfTemplate()
  to = await copyOfTemplate()
  await run(from.url, `${tables};${rows}`)
  await run(to.url, tables)
  await mkdir(join(folder, 'files/ab'), { recursive: true })
  await writeFile(join(folder, 'files/ab/picture.jpg'), Buffer.alloc(3_000_001, 'x'))
  await writeFile(join(folder, 'files', `${'长'.repeat(70)}.txt`), '')
})

afterAll(async () => {
  await from.drop()
  await to.drop()
  await rm(folder, { recursive: true })
})

it('gives back every row, file, sequence and generated value', async () => {
  const archive = join(folder, 'one.tar.gz')
  const steps: number[] = []
  const saved = await backup({ url: from.url, files: join(folder, 'files') }, archive, (step) =>
    steps.push(step.done / step.total),
  )
  expect(saved).toMatchObject({ files: 2 })
  expect(saved.rows).toBeGreaterThanOrEqual(155_002)
  expect(steps.at(-1)).toBe(1)
  expect((await stat(archive)).mode & 0o777).toBe(0o600)

  await cutShort(archive, join(folder, 'short.tar.gz'))
  const place = { url: to.url, files: join(folder, 'restored') }
  await expect(restore(join(folder, 'short.tar.gz'), place, () => {})).rejects.toThrow(
    /incomplete or damaged/,
  )
  expect(await run(to.url, 'select from scratch.house')).toHaveLength(0)

  expect(await restore(archive, place, () => {})).toEqual(saved)
  expect(await run(to.url, digest)).toEqual(await run(from.url, digest))
  expect(await readFile(join(folder, 'restored/ab/picture.jpg'))).toHaveLength(3_000_001)
  const added = await run(
    to.url,
    'insert into scratch.a_flat (house, area) values (1, 4) returning id, doubled',
  )
  expect(added).toEqual([{ id: 5001, doubled: '8' }])
})

it('goes into an empty place only', async () => {
  const archive = join(folder, 'two.tar.gz')
  await backup({ url: from.url, files: join(folder, 'none') }, archive, () => {})
  const place = { url: from.url, files: join(folder, 'elsewhere') }
  await expect(restore(archive, place, () => {})).rejects.toThrow(/is not empty/)
  await expect(
    restore(archive, { ...place, files: join(folder, 'files') }, () => {}),
  ).rejects.toThrow(/is not empty/)
})

async function cutShort(archive: string, target: string): Promise<void> {
  const bytes = await readFile(archive)
  await writeFile(target, bytes.subarray(0, Math.floor(bytes.length * 0.9)))
}

async function run(url: string, statements: string): Promise<unknown[]> {
  const client = new pg.Client(url)
  await client.connect()
  const result = await client.query(statements)
  await client.end()
  return Array.isArray(result) ? [] : result.rows
}
