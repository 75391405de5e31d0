/**
 * Hides who somebody is in words that strangers read. Numbers are known by their form and, where they
 * have one, by their check digit; names by the words around them, since a surname alone is half of the
 * streets of a town. What is hidden keeps its place: `138****78`, `王**`.
 */

export const personalKinds = ['identity', 'phone', 'bank_card', 'plate', 'email', 'name'] as const
export type PersonalKind = (typeof personalKinds)[number]

/** Something personal in a text, by its place there. */
export interface Personal {
  kind: PersonalKind
  from: number
  to: number
}

/** Full width digits and signs count as half width ones, each character keeping its place. */
const halfWidth = (text: string): string =>
  text.replace(/[！-～]/gu, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))

const IDENTITY =
  /(?<![0-9A-Za-z])[1-9]\d{5}[ -]?(?:19|20)\d{2}[ -]?(?:0\d|1[0-2])(?:[0-2]\d|3[01])[ -]?\d{3}[0-9Xx](?![0-9A-Za-z])/gu
const OLD_IDENTITY =
  /(?<![0-9A-Za-z.])[1-9]\d{7}(?:0\d|1[0-2])(?:[0-2]\d|3[01])\d{3}(?![0-9A-Za-z.])/gu
const MOBILE =
  /(?<![0-9A-Za-z.])(?:(?:\+|00)?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?![0-9A-Za-z])/gu
const LANDLINE =
  /(?<![0-9A-Za-z.-])(?:\(0\d{2,3}\)|0\d{2,3}[ -])[ ]?[2-9]\d{2,3}[ -]?\d{4}(?![0-9A-Za-z])/gu
const CARD = /(?<![0-9A-Za-z.])[3-69]\d{3}(?:[ -]?\d{4}){2,3}(?:[ -]?\d{1,3})?(?![0-9A-Za-z])/gu
const PLATE =
  /[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领][A-HJ-NP-Za-hj-np-z][ ·•.-]?(?:[A-HJ-NP-Za-hj-np-z0-9]{5,6}|[A-HJ-NP-Za-hj-np-z0-9]{4}[学警港澳挂])(?![0-9A-Za-z])/gu
const EMAIL = /[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4}/gu

const digitsOf = (text: string) => text.replace(/[^0-9Xx]/gu, '')

/** The check digit of GB 11643. */
export function isIdentityNumber(text: string): boolean {
  const digits = digitsOf(text)
  if (!/^\d{17}[0-9Xx]$/u.test(digits)) return false
  const sum = Array.from(digits.slice(0, 17)).reduce(
    (all, digit, at) => all + Number(digit) * (2 ** (17 - at) % 11),
    0,
  )
  return '10X98765432'[sum % 11] === digits[17]?.toUpperCase()
}

/** The check digit by Luhn, as on every bank card. */
export function isCardNumber(text: string): boolean {
  const digits = digitsOf(text)
  if (!/^\d{15,19}$/u.test(digits)) return false
  const sum = Array.from(digits)
    .toReversed()
    .reduce((all, digit, at) => {
      const twice = Number(digit) * (at % 2 === 0 ? 1 : 2)
      return all + (twice > 9 ? twice - 9 : twice)
    }, 0)
  return sum % 10 === 0
}

const always = () => true
const FORMS: readonly { kind: PersonalKind; form: RegExp; holds: (text: string) => boolean }[] = [
  { kind: 'email', form: EMAIL, holds: always },
  // A slip in the last digit is still somebody's number: the form with a date in it is enough.
  { kind: 'identity', form: IDENTITY, holds: always },
  { kind: 'identity', form: OLD_IDENTITY, holds: always },
  { kind: 'phone', form: MOBILE, holds: always },
  { kind: 'phone', form: LANDLINE, holds: always },
  { kind: 'bank_card', form: CARD, holds: isCardNumber },
  { kind: 'plate', form: PLATE, holds: (text) => /\d/u.test(text) },
]

const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛奚范彭郎鲁韦昌马苗凤方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉钮龚程嵇邢裴陆荣翁荀羊惠甄曲家封芮储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲台从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍却璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东欧殳沃利蔚越夔隆师巩厍聂晁勾敖融冷訾辛阚那简饶空曾毋沙乜养鞠须丰巢关蒯相查后荆红游竺权逯盖益桓公肖涂闫付代'
const DOUBLE = '欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|司徒|夏侯|南宫'
const SURNAME = `(?:${DOUBLE}|[${SURNAMES}])`
const GIVEN = String.raw`[\u4e00-\u9fff]`
/** Sentences go on after a name with one of these; a name holds none of them. */
const NEVER =
  '的是在了与有被把要将说不称也都就很到从对为等及或给让请叫住人们门口路街村镇区县市社里上下前后内外边旁电话手机身份号苑楼栋店厂院校司局所站'
/** What may follow a name that stands free: the end, a sign, or how a sentence goes on. */
const GOES_ON =
  /^(?:$|[^\u4e00-\u9fffA-Za-z]|[的是在于和与住家电手身今年男女，、]|反映|投诉|来电|表示|说|称|要求|希望|诉)/u

/** Words that a name surely follows: 我叫王小明, 联系人：李华. */
const SURE =
  /(?:我叫|本人(?:叫|姓名|名叫)|名叫|姓名|联系人|投诉人|反映人|举报人|当事人|户主)(?:是|为|叫)?[ :]{0,2}/gu
/** Words that a name may follow; only a whole name that stands free is believed. */
const MAYBE =
  /(?:我是|本人|业主|居民|村民|房东|租客|患者|学生|男子|女子|老人|经办人|负责人)[ :]{0,2}/gu
const NAME = new RegExp(`^(${SURNAME})(${GIVEN}{1,2})`, 'u')
/** Words that follow a name: 王女士, 张建国先生. */
const AFTER = '先生|女士|小姐|大爷|大妈|大叔|大婶|阿姨|奶奶|爷爷|师傅|婆婆|爹爹'
const CALLED = new RegExp(`(${SURNAME})(${GIVEN}{0,2})(?=${AFTER})`, 'gu')

const isName = (given: string) =>
  given !== '' && !Array.from(given).some((sign) => NEVER.includes(sign))

/** The name that begins here and stands free, the longer before the shorter; `least` given characters. */
function nameAt(text: string, at: number, least: 1 | 2): Personal[] {
  const [, surname = '', given = ''] = NAME.exec(text.slice(at, at + 6)) ?? []
  for (const length of [2, 1].filter((one) => one >= least && one <= given.length)) {
    const to = at + surname.length + length
    if (isName(given.slice(0, length)) && GOES_ON.test(text.slice(to, to + 4)))
      return [{ kind: 'name', from: at, to }]
  }
  return []
}

function namesIn(text: string): Personal[] {
  const after = (words: RegExp, least: 1 | 2) =>
    Array.from(text.matchAll(words)).flatMap(({ 0: before, index }) =>
      nameAt(text, index + before.length, least),
    )
  const called = Array.from(text.matchAll(CALLED)).flatMap(
    ({ 0: name, 2: given = '', index }): Personal[] =>
      isName(given) ? [{ kind: 'name', from: index, to: index + name.length }] : [],
  )
  return [...after(SURE, 1), ...after(MAYBE, 2), ...called]
}

/** More than this of one text is not looked at, and not shown to strangers either. */
export const MOST_MASKED = 100_000

/** Everything personal in a text, in order, nothing told twice. */
export function personalIn(text: string): Personal[] {
  const plain = halfWidth(text)
  const found = [
    ...FORMS.flatMap(({ kind, form, holds }) =>
      Array.from(plain.matchAll(form)).flatMap(({ 0: words, index }) =>
        holds(words) ? [{ kind, from: index, to: index + words.length }] : [],
      ),
    ),
    ...namesIn(plain),
  ]
  const apart: Personal[] = []
  for (const one of found.toSorted((a, b) => a.from - b.from || b.to - a.to))
    if (one.from >= (apart.at(-1)?.to ?? 0)) apart.push(one)
  return apart
}

const DIGIT = /[0-9０-９XxＸｘ]/u

const stars = (count: number) => '*'.repeat(Math.max(0, count))

/** How a number or a name is shown to strangers: enough to know that there was one, and nobody by it. */
function veiled({ kind }: Personal, words: string): string {
  if (kind === 'name') return words.slice(0, 1) + stars(words.length - 1)
  if (kind === 'email') return stars(4) + words.slice(words.indexOf('@'))
  if (kind === 'plate') return words.slice(0, 2) + stars(words.length - 2)
  // Of a telephone the first three and the last two digits, of any other number none.
  const digits = Array.from(words).filter((sign) => DIGIT.test(sign)).length
  const [first, last] = kind === 'phone' && digits >= 7 ? [3, digits - 2] : [0, digits]
  let at = 0
  return Array.from(words, (sign) => {
    if (!DIGIT.test(sign)) return sign
    at += 1
    return at <= first || (at > last && last < digits) ? sign : '*'
  }).join('')
}

/** The text as strangers may read it. The original is left as it is. */
export function maskedText(text: string): string {
  const whole = text.length > MOST_MASKED ? text.slice(0, MOST_MASKED) : text
  let [shown, at] = ['', 0]
  for (const one of personalIn(whole)) {
    shown += whole.slice(at, one.from) + veiled(one, whole.slice(one.from, one.to))
    at = one.to
  }
  return shown + whole.slice(at)
}
