/** Family names of two characters, the commonest; any other is taken to have one. */
const long = new Set([
  '欧阳',
  '上官',
  '司马',
  '诸葛',
  '司徒',
  '东方',
  '夏侯',
  '皇甫',
  '尉迟',
  '公孙',
  '慕容',
  '令狐',
  '长孙',
  '宇文',
  '司空',
  '端木',
])

/** 王**: the family name, and nothing of how long the rest is. */
export function maskedName(name: string): string {
  const letters = Array.from(name.trim())
  const two = letters.slice(0, 2).join('')
  return `${letters.length > 2 && long.has(two) ? two : (letters[0] ?? '')}**`
}

/** 138****1234; of short numbers nothing but the end. */
export const maskedPhone = (phone: string): string =>
  phone.length < 11 ? `****${phone.slice(-2)}` : `${phone.slice(0, 3)}****${phone.slice(-4)}`
