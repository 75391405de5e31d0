import { audit } from '#modules/people/server/index.ts'
import type { Caller } from '#platform/server/caller.ts'
import { transact, type Db } from '#platform/server/database.ts'
import { forbidden, invalid } from '#platform/server/problem.ts'
import { saveVersioned } from '#platform/server/versioned-row.ts'
import type { ChannelView } from '../../contract/records.ts'
import { channelPresets, ways, type Way } from '../../domain/channels.ts'
import type { Asking } from '../ground.ts'
import { ownsArea } from '../scope.ts'

const wayOf = (word: string): Way => ways.find((way) => way === word) ?? 'said'

/** The channels of a district; ours, marked as preset, until it has one of its own. */
export async function channelsOf(
  db: Db,
  districtId: string,
): Promise<{ channels: ChannelView[]; preset: boolean }> {
  const rows = await db
    .selectFrom('outreach.channel')
    .selectAll()
    .where('district_id', '=', districtId)
    .orderBy('position')
    .orderBy('code')
    .execute()
  if (rows.length === 0)
    return {
      channels: channelPresets.map((one) => Object.assign({}, one, { active: true, version: 0 })),
      preset: true,
    }
  return {
    channels: rows.map((row) => ({
      code: row.code,
      name: row.name,
      nameEn: row.name_en,
      way: wayOf(row.way),
      active: row.active,
      version: row.version,
    })),
    preset: false,
  }
}

/** A channel that something new may be recorded under, or 400. */
export async function demandChannel(db: Db, caller: Caller, code: string): Promise<ChannelView> {
  const { channels } = await channelsOf(db, caller.districtId)
  const channel = channels.find((one) => one.code === code && one.active)
  if (!channel) throw invalid('outreach.channel_unknown')
  return channel
}

export interface ChannelInput extends Omit<ChannelView, 'version'> {
  baseVersion: number | null
}

/** Adds or changes a channel; the first change makes the presets the district's own, so that none is lost. */
export async function saveChannel(
  db: Db,
  { caller, now }: Asking,
  { code, baseVersion, ...channel }: ChannelInput,
): Promise<{ version: number }> {
  const { districtId } = caller
  if (!ownsArea(caller, districtId)) throw forbidden('outreach.channels_of_district')
  return transact(db, async (tx) => {
    const { preset, channels } = await channelsOf(tx, districtId)
    if (preset)
      await tx
        .insertInto('outreach.channel')
        .values(
          channelPresets.map((one, position) => ({
            district_id: districtId,
            code: one.code,
            name: one.name,
            name_en: one.nameEn,
            way: one.way,
            position,
          })),
        )
        .onConflict((c) => c.columns(['district_id', 'code']).doNothing())
        .execute()
    const { version } = await saveVersioned(tx, {
      table: 'outreach.channel',
      key: { district_id: districtId, code },
      values: {
        name: channel.name,
        name_en: channel.nameEn,
        way: channel.way,
        active: channel.active,
      },
      onCreate: { position: channels.length },
      baseVersion,
      outOfDate: 'outreach.out_of_date',
    })
    await audit(tx, caller, {
      act: 'outreach.channel_saved',
      subjectKind: 'outreach_channel',
      details: { code },
      at: now,
    })
    return { version }
  })
}
