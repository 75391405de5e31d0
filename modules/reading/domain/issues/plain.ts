import { simplified } from '#kernel/simplified.ts'

const digits = '零一二三四五六七八九'

/** Width, case, traditional and simplified are the same to a reader, and so are 三号线 and 3号线. */
export const plain = (text: string): string =>
  simplified(text.normalize('NFKC').toLowerCase()).replace(
    /[一二三四五六七八九](?=号线|号地铁)/gu,
    (digit) => String(digits.indexOf(digit)),
  )
