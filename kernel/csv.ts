const cellPattern = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|\r|$)/g

/** Records of a CSV by RFC 4180 with the line each begins on; empty lines are left out. */
export function recordsOf(csv: string): { line: number; cells: string[] }[] {
  const records: { line: number; cells: string[] }[] = []
  let cells: string[] = []
  let [line, began] = [1, 1]
  for (const [whole, text = '', end] of csv.matchAll(cellPattern)) {
    cells.push(text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text)
    line += whole.split('\n').length - 1
    if (end === ',') continue
    if (cells.some((cell) => cell !== '')) records.push({ line: began, cells })
    cells = []
    began = line
  }
  return records
}

/** A line of a CSV in which no cell is run as a formula by a spreadsheet. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return cells
    .map((value) => {
      const text = value === null ? '' : String(value)
      const safe = /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text
      return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
    })
    .join(',')
}
