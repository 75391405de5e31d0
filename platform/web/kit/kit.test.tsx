import { render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { lazy, type ReactNode } from 'react'
import { I18nextProvider } from 'react-i18next'
import { expect, it, vi } from 'vitest'
import { CallError } from '../call.ts'
import { openI18n } from '../i18n.ts'
import en from '../words/en.json' with { type: 'json' }
import zhWords from '../words/zh-CN.json' with { type: 'json' }
import {
  Button,
  Choice,
  failureOf,
  Field,
  LanguageSwitch,
  LargeLetters,
  Later,
  PhotoPicker,
  Sheet,
  type PickedPhotos,
  Toasts,
  useToast,
} from './index.ts'

const zh = await openI18n({ 'zh-CN': {}, en: {} }, 'zh-CN')
const show = (children: ReactNode) =>
  render(<I18nextProvider i18n={zh}>{children}</I18nextProvider>)

it('has the same words in both languages', () => {
  expect(Object.keys(en).sort()).toEqual(Object.keys(zhWords).sort())
})

it('takes no second press while busy', async () => {
  const press = vi.fn<() => void>()
  show(
    <Button busy onClick={press}>
      发送
    </Button>,
  )
  await userEvent.click(screen.getByRole('button'))
  expect(press).not.toHaveBeenCalled()
})

it('ties a mistake to its field', () => {
  show(<Field label="地址" error="请写明楼号" />)
  const field = screen.getByLabelText('地址')
  expect(field.getAttribute('aria-invalid')).toBe('true')
  const described = document.getElementById(field.getAttribute('aria-describedby') ?? '')
  expect(described?.textContent).toBe('请写明楼号')
})

it('asks a question with two answers', async () => {
  const choose = vi.fn<(value: string) => void>()
  show(
    <Choice
      question="修好了吗？"
      options={[
        { value: 'yes', label: '修好了' },
        { value: 'no', label: '还没有' },
      ]}
      onChoose={choose}
    />,
  )
  await userEvent.click(screen.getByRole('button', { name: '还没有' }))
  expect(choose).toHaveBeenCalledWith('no')
})

it('keeps a picture that did not go up, and sends it again', async () => {
  let tries = 0
  let picked: PickedPhotos = { ids: [], pending: 0, failed: 0 }
  const upload = () => {
    tries += 1
    return tries === 1 ? Promise.reject(new Error('cut')) : Promise.resolve('file-1')
  }
  show(<PhotoPicker keepOriginal upload={upload} onChange={(now) => (picked = now)} />)
  const file = new File(['x'], 'lamp.jpg', { type: 'image/jpeg' })
  await userEvent.upload(screen.getByLabelText('拍照'), file)
  await screen.findByText('没传上去')
  expect(picked.failed).toBe(1)
  await userEvent.click(screen.getByRole('button', { name: '重传第 1 张' }))
  await waitFor(() => expect(picked).toEqual({ ids: ['file-1'], pending: 0, failed: 0 }))
  await userEvent.click(screen.getByRole('button', { name: '删去第 1 张' }))
  await waitFor(() => expect(picked.ids).toEqual([]))
})

it('says that an original is too large before anything is sent, and keeps the others', async () => {
  const upload = vi.fn<() => Promise<string>>(() => Promise.resolve('file-1'))
  let picked: PickedPhotos = { ids: [], pending: 0, failed: 0 }
  show(<PhotoPicker keepOriginal upload={upload} onChange={(now) => (picked = now)} />)
  const large = new File(['x'], 'large.jpg', { type: 'image/jpeg' })
  Object.defineProperty(large, 'size', { value: 31 * 1024 * 1024 })
  const fits = new File(['y'], 'fits.jpg', { type: 'image/jpeg' })
  await userEvent.upload(screen.getByLabelText('从相册选'), [large, fits])
  await screen.findByText('超过 30 MB，请换一张')
  await waitFor(() => expect(picked).toEqual({ ids: ['file-1'], pending: 0, failed: 1 }))
  expect(upload).toHaveBeenCalledTimes(1)
  expect(screen.queryByRole('button', { name: '重传第 1 张' })).toBeNull()
})

it('takes as many pictures as allowed and says how many were left out', async () => {
  show(
    <PhotoPicker
      keepOriginal
      max={2}
      upload={() => Promise.resolve('id')}
      onChange={() => undefined}
    />,
  )
  const three = ['a', 'b', 'c'].map((n) => new File([n], `${n}.jpg`, { type: 'image/jpeg' }))
  await userEvent.upload(screen.getByLabelText('从相册选'), three)
  expect((await screen.findAllByRole('img')).length).toBe(2)
  expect(screen.getByText(/1 张没有加上/)).toBeDefined()
})

it('says a toast aloud and lets it be undone', async () => {
  const undo = vi.fn<() => void>()
  function Say() {
    const toast = useToast()
    return (
      <Button onClick={() => toast({ text: '已删去', action: { label: '撤销', act: undo } })}>
        删除
      </Button>
    )
  }
  show(
    <Toasts>
      <Say />
    </Toasts>,
  )
  await userEvent.click(screen.getByRole('button', { name: '删除' }))
  await userEvent.click(await screen.findByRole('button', { name: '撤销' }))
  expect(undo).toHaveBeenCalledOnce()
  expect(screen.queryByText('已删去')).toBeNull()
})

it('remembers large letters and the language on this device', async () => {
  show(
    <>
      <LargeLetters />
      <LanguageSwitch />
    </>,
  )
  await userEvent.click(screen.getByRole('switch', { name: '大字' }))
  expect(document.documentElement.dataset['large']).toBe('')
  await userEvent.click(screen.getByRole('button', { name: 'English' }))
  await screen.findByText('Large letters')
  expect(document.documentElement.lang).toBe('en')
  expect(localStorage.getItem('gongzhi.language')).toBe('en')
  await zh.changeLanguage('zh-CN')
})

it('knows which page a failed call deserves', () => {
  expect(failureOf(new CallError(0, 'network.unreachable'))).toBe('offline')
  expect(failureOf(new CallError(403, 'people.forbidden'))).toBe('forbidden')
  expect(failureOf(new CallError(409, 'cases.out_of_date'))).toBe('late')
  expect(failureOf(new CallError(404, 'cases.absent'))).toBe('missing')
  expect(failureOf(new TypeError('x'))).toBe('error')
  expect(failureOf(new TypeError('Failed to fetch dynamically imported module: /a.js'))).toBe(
    'offline',
  )
  // Whatever breaks while the phone has no line is the lost line.
  const line = vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  expect(failureOf(new TypeError('x'))).toBe('offline')
  line.mockRestore()
})

it('opens a sheet over the page and closes it on Escape', async () => {
  const close = vi.fn<() => void>()
  show(
    <Sheet open onClose={close} title="退回这个任务">
      <Button>退回</Button>
    </Sheet>,
  )
  const sheet = screen.getByRole('dialog', { name: '退回这个任务' })
  expect((sheet as HTMLDialogElement).open).toBe(true)
  sheet.dispatchEvent(new Event('cancel', { cancelable: true }))
  expect(close).toHaveBeenCalledOnce()
})

it('a part whose file a new version took away leaves the page around it standing', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const Gone = lazy(() =>
    Promise.reject<{ default: () => null }>(
      new TypeError('Failed to fetch dynamically imported module'),
    ),
  )
  show(
    <>
      <textarea aria-label="怎么回事" defaultValue="路灯不亮" />
      <Later>
        <Gone />
      </Later>
    </>,
  )
  expect(await screen.findByText(zhWords['version.part'])).toBeDefined()
  expect(screen.getByLabelText('怎么回事')).toHaveProperty('value', '路灯不亮')
})

it('says a chosen day in the language of the page, whatever language the browser writes it in', async () => {
  const day = (language: 'zh-CN' | 'en', instance: typeof zh) => {
    const { unmount } = render(
      <I18nextProvider i18n={instance}>
        <Field label={language} type="date" value="2026-03-16" readOnly />
      </I18nextProvider>,
    )
    const said = document.querySelector('.field-day')?.textContent
    unmount()
    return said
  }
  expect(day('zh-CN', zh)).toBe('2026年3月16日星期一')
  const english = await openI18n({ 'zh-CN': {}, en: {} }, 'en')
  expect(day('en', english)).toMatch(/^Monday,? 16 March 2026$/)
  show(<Field label="day" type="date" value="" readOnly />)
  expect(document.querySelector('.field-day')).toBeNull()
})
