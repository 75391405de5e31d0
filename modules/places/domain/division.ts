/** A line of the division list as it is published. */
export interface DivisionLine {
  code: string
  name: string
  kind: string
  street_code: string
  street: string
  area_code: string
  area: string
  city_code: string
  city: string
}

export interface Division {
  code: string
  name: string
  kind: 'city' | 'county' | 'street' | 'community' | 'village'
  parentCode: string | null
}

/**
 * What the list calls `other` are committees of development zones and farms: their tenth digit says
 * whether they stand beside communities (4) or villages (5).
 */
function kindOf({ kind, code }: DivisionLine): 'community' | 'village' {
  if (kind === 'community' || kind === 'village') return kind
  return code[9] === '2' || code[9] === '3' || code[9] === '5' ? 'village' : 'community'
}

/** Every division that the lines name, each once, larger ones first. */
export function divisionsOf(lines: Iterable<DivisionLine>): Division[] {
  const found = new Map<string, Division>()
  for (const line of lines) {
    const { city_code: city, area_code: county, street_code: street } = line
    found.set(city, { code: city, name: line.city, kind: 'city', parentCode: null })
    found.set(county, { code: county, name: line.area, kind: 'county', parentCode: city })
    found.set(street, { code: street, name: line.street, kind: 'street', parentCode: county })
    found.set(line.code, {
      code: line.code,
      name: line.name,
      kind: kindOf(line),
      parentCode: street,
    })
  }
  return [...found.values()].sort((a, b) => a.code.length - b.code.length)
}
