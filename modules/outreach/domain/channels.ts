/** How people come to know of something by a channel: what hangs or runs somewhere has an end. */
export const ways = ['posted', 'shown', 'said', 'written'] as const
export type Way = (typeof ways)[number]

export interface Channel {
  code: string
  name: string
  nameEn: string
  way: Way
}

/** What a district starts with; it edits them. */
export const channelPresets: readonly Channel[] = [
  { code: 'notice_board', name: '宣传栏', nameEn: 'Notice board', way: 'posted' },
  { code: 'lobby_screen', name: '大堂屏幕', nameEn: 'Lobby screen', way: 'shown' },
  { code: 'owners_group', name: '业主群', nameEn: 'Owners’ group', way: 'written' },
  { code: 'open_day', name: '城管开放日', nameEn: 'Open day', way: 'said' },
  { code: 'lecture', name: '小讲堂', nameEn: 'Short lecture', way: 'said' },
  { code: 'door_to_door', name: '上门宣传', nameEn: 'Door to door', way: 'said' },
  { code: 'street_stand', name: '街头宣传点', nameEn: 'Street stand', way: 'said' },
  { code: 'loudspeaker', name: '流动喇叭', nameEn: 'Loudspeaker', way: 'said' },
]

/** What hangs at a board or runs on a screen is taken down one day; what was said is over. */
export const hangs = (way: Way): boolean => way === 'posted' || way === 'shown'
