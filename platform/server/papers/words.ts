/** At the end of a paper: which characters stand as boxes. */
export function noteOfMissing(characters: Iterable<string>, language: 'zh-CN' | 'en'): string {
  const codes = [...characters].map(
    (character) =>
      `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`,
  )
  const shown = codes.slice(0, 40).join(language === 'en' ? ', ' : '、')
  const more = codes.length > 40
  return language === 'en'
    ? `Characters that the font of this paper does not have are shown as □: ${shown}${more ? ' and others' : ''}. Please write them in by hand.`
    : `本件字体中没有的字以 □ 代替：${shown}${more ? ' 等' : ''}，请手写补上。`
}

export const unreadablePicture = (language: 'zh-CN' | 'en') =>
  language === 'en' ? 'This picture cannot be read' : '图片无法读取'
