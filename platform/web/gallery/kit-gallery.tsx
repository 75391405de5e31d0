import { useState } from 'react'
import {
  Button,
  Choice,
  Empty,
  Failure,
  Field,
  PhotoPicker,
  PhotoView,
  Sheet,
  Skeleton,
  Strip,
  TextArea,
  useToast,
  type FailureKind,
  type Upload,
} from '../kit/index.ts'
import { Part, type Say } from './gallery-part.tsx'
import { lampPicture } from './samples.ts'

const failures: FailureKind[] = ['error', 'offline', 'forbidden', 'late', 'missing']
const tones = ['info', 'warn', 'danger', 'done'] as const

/** Every third picture fails the first time, so that the way out is seen. */
let sent = 0
const pretendUpload: Upload = async (_, { onProgress, signal }) => {
  sent += 1
  const turn = sent
  for (const part of [0.2, 0.4, 0.62, 0.8, 1]) {
    // oxlint-disable-next-line no-await-in-loop -- it imitates a slow line
    await new Promise((later) => {
      setTimeout(later, 500)
    })
    if (signal.aborted || (turn % 3 === 0 && part > 0.5)) throw new Error('line cut')
    onProgress(part)
  }
  return `photo-${turn}`
}

export function KitGallery({ say }: { say: Say }) {
  return (
    <>
      <Buttons say={say} />
      <Fields say={say} />
      <Part name="strips">
        {tones.map((tone) => (
          <Strip
            key={tone}
            tone={tone}
            action={tone === 'warn' && <Button look="quiet">{say('现在发送', 'Send now')}</Button>}
          >
            {say('有 2 件结果等信号恢复后发送', 'Two results wait for a signal')}
          </Strip>
        ))}
      </Part>
      <Photos say={say} />
      {failures.map((kind) => (
        <Part key={kind} name={`failure-${kind}`}>
          <Failure
            kind={kind}
            {...(kind === 'error' ? { code: 'K7QM2R' } : {})}
            onRetry={() => undefined}
          >
            <Button look="quiet">{say('回到首页', 'Home')}</Button>
          </Failure>
        </Part>
      ))}
      <Part name="empty">
        <div className="card">
          <Empty
            title={say('这里还没有案件', 'No cases here yet')}
            action={<Button look="quiet">{say('报一个问题', 'Report one')}</Button>}
          >
            {say('有人上报后会出现在这里。', 'They appear when somebody reports one.')}
          </Empty>
        </div>
      </Part>
      <Part name="skeletons">
        <Skeleton shape="card" count={2} />
        <Skeleton shape="row" count={2} />
        <Skeleton shape="photo" count={3} />
      </Part>
    </>
  )
}

function Buttons({ say }: { say: Say }) {
  const toast = useToast()
  const [open, setOpen] = useState(false)
  const [fixed, setFixed] = useState<'yes' | 'no' | null>('yes')
  return (
    <Part name="buttons">
      <div className="g-buttons">
        <Button onClick={() => toast({ text: say('已发送', 'Sent') })}>
          {say('发送', 'Send')}
        </Button>
        <Button look="quiet" onClick={() => setOpen(true)}>
          {say('更多', 'More')}
        </Button>
        <Button
          look="danger"
          glyph="bin"
          onClick={() =>
            toast({
              text: say('已删去一张照片', 'One photo removed'),
              action: { label: say('撤销', 'Undo'), act: () => undefined },
            })
          }
        >
          {say('删除', 'Delete')}
        </Button>
        <Button busy>{say('正在发送', 'Sending')}</Button>
        <Button disabled>{say('发送', 'Send')}</Button>
      </div>
      <Button wide glyph="camera">
        {say('拍照上报', 'Report with a photo')}
      </Button>
      <Choice
        question={say('修好了吗？', 'Is it mended?')}
        options={[
          { value: 'yes', label: say('修好了', 'Yes') },
          {
            value: 'no',
            label: say('还没有', 'Not yet'),
            hint: say('会重新派人', 'We send someone'),
          },
        ]}
        value={fixed}
        onChoose={setFixed}
      />
      <Sheet
        open={open}
        onClose={() => setOpen(false)}
        title={say('退回这个任务', 'Return this task')}
        foot={
          <>
            <Button look="quiet" onClick={() => setOpen(false)}>
              {say('取消', 'Cancel')}
            </Button>
            <Button look="danger">{say('退回', 'Return')}</Button>
          </>
        }
      >
        <div className="g-stack">
          <p>{say('退回后由受理台改派，计时不停。', 'The desk sends it on; the clock runs.')}</p>
          <TextArea label={say('原因', 'Reason')} />
        </div>
      </Sheet>
    </Part>
  )
}

function Fields({ say }: { say: Say }) {
  const [words, setWords] = useState(say('从昨天晚上起就不亮了。', 'Dark since last night.'))
  return (
    <Part name="fields">
      <Field
        label={say('手机号', 'Phone')}
        optional
        type="tel"
        inputMode="tel"
        placeholder="138 0000 0000"
        hint={say(
          '只用来告诉您办理结果，不会公开。',
          'Only to tell you the result; never published.',
        )}
      />
      <Field
        label={say('地址', 'Address')}
        defaultValue="3"
        error={say('请写明楼号或附近的店名。', 'Please add a building number or a shop nearby.')}
      />
      <TextArea
        label={say('还有什么要说的', 'Anything else')}
        optional
        value={words}
        maxLength={24}
        onChange={(event) => setWords(event.target.value)}
      />
    </Part>
  )
}

function Photos({ say }: { say: Say }) {
  return (
    <Part name="photos">
      <PhotoPicker upload={pretendUpload} onChange={() => undefined} />
      <PhotoView
        photos={[false, true, false].map((lit, i) => ({
          thumb: lampPicture(lit, `#3${i}434a`),
          full: lampPicture(lit, `#3${i}434a`),
          alt: say('路灯', 'A lamp'),
          caption: say('3月16日 周一 09:12，居民', 'Mon 16 Mar, 09:12, resident'),
        }))}
      />
    </Part>
  )
}
