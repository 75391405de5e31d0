/**
 * What was chosen in the fields of a page, kept beside what was written: lists and days. Only what the
 * person themselves changed: what a form brought along is brought along by the new one as well, and
 * may be newer there.
 */

type Field = HTMLInputElement | HTMLSelectElement

/** Of a list of antd the field inside it, of a day the field it is typed into, and lists of the browser. */
const choices = '.ant-select-input, .ant-picker-input > input, select'
const longestWaitMs = 3000

export const isChoice = (field: Element): boolean => field.matches(choices)

export const choicesOn = (page: ParentNode): Field[] =>
  [...page.querySelectorAll<Field>(choices)].filter((field) => !field.disabled)

const boxOf = (field: Element) => field.closest('.ant-select')
const nameOf = (element: Element) => element.getAttribute('title') ?? element.textContent.trim()

/** What stands in it, as people read it; of a list of the browser its value. */
export function chosenIn(field: Field): string[] {
  const box = boxOf(field)
  if (box === null) return field.value === '' ? [] : [field.value]
  const several = [...box.querySelectorAll('.ant-select-selection-item')]
  if (several.length > 0) return several.map(nameOf)
  const one = box.querySelector('.ant-select-content-has-value')
  return one === null ? [] : [nameOf(one)]
}

/** What a field showed when the person first came to it. */
const atFirst = new WeakMap<Element, string>()
const said = (field: Field) => JSON.stringify(chosenIn(field))

if (typeof document !== 'undefined')
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof Element && isChoice(target) && !atFirst.has(target))
      atFirst.set(target, said(target as Field)) // oxlint-disable-line typescript/no-unsafe-type-assertion -- it matches the fields of a choice
  })

/** Whether the person chose something else here than what they found. */
export const isChosen = (field: Field): boolean => {
  const before = atFirst.get(field)
  return before !== undefined && before !== said(field) && chosenIn(field).length > 0
}

let queue: Promise<unknown> = Promise.resolve()

/** Chooses again, as a person would: one list after the other, and the hand is where it was before. */
export function chooseAgain(field: Field, wanted: readonly string[]): Promise<unknown> {
  if (boxOf(field) === null) {
    const [value] = wanted
    if (value !== undefined && field.value !== value) give(field, value)
    return queue
  }
  queue = queue.then(() => pick(field, wanted)).catch(() => undefined)
  return queue
}

function give(field: Field, value: string): void {
  const kind =
    field instanceof HTMLSelectElement ? HTMLSelectElement.prototype : HTMLInputElement.prototype
  Object.getOwnPropertyDescriptor(kind, 'value')?.set?.call(field, value)
  for (const event of ['input', 'change']) field.dispatchEvent(new Event(event, { bubbles: true }))
}

async function pick(field: Field, wanted: readonly string[]): Promise<void> {
  const box = boxOf(field)
  const before = document.activeElement
  for (const name of wanted) {
    if (!box?.isConnected || chosenIn(field).includes(name)) continue
    if (!isOpen(field)) press(box)
    const option = await found(field, name) // oxlint-disable-line no-await-in-loop -- one list is open at a time
    option?.click()
    await aFrame() // oxlint-disable-line no-await-in-loop
  }
  if (box && isOpen(field)) press(box)
  if (before instanceof HTMLElement) before.focus()
}

const isOpen = (field: Field) => field.getAttribute('aria-expanded') === 'true'
const press = (box: Element) =>
  box.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true }))
const aFrame = () => new Promise((resolve) => setTimeout(resolve, 20))

/** The line of the open list with this name: it may come later, and further down than is drawn. */
async function found(field: Field, name: string): Promise<HTMLElement | null> {
  const until = Date.now() + longestWaitMs
  while (Date.now() < until) {
    const list = document.getElementById(field.getAttribute('aria-controls') ?? '')
    const open = list?.closest('.ant-select-dropdown')
    const lines = [...(open?.querySelectorAll<HTMLElement>('.ant-select-item-option') ?? [])]
    const line = lines.find((one) => nameOf(one) === name)
    if (line) return line
    goOn(open?.querySelector('.ant-select-dropdown-list-holder'))
    await aFrame() // oxlint-disable-line no-await-in-loop -- until it is drawn
  }
  return null
}

/** A long list draws a window of itself: down by one window, and from the end to the beginning. */
function goOn(holder: Element | null | undefined): void {
  if (!holder) return
  const { scrollTop, clientHeight, scrollHeight } = holder
  if (scrollHeight <= clientHeight) return
  holder.scrollTop = scrollTop + clientHeight >= scrollHeight ? 0 : scrollTop + clientHeight
  holder.dispatchEvent(new Event('scroll', { bubbles: true }))
}
