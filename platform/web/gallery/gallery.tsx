import { StrictMode, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider, useTranslation } from 'react-i18next'
import { BeforeAfter } from '../BeforeAfter.tsx'
import { ChainOfHands } from '../ChainOfHands.tsx'
import { applyFace } from '../face.ts'
import { languageOf, openI18n } from '../i18n.ts'
import { LanguageSwitch, LargeLetters, Page, ThemeSwitch, Toasts, TopBar } from '../kit/index.ts'
import { PlaceMap, type LonLat } from '../Map.tsx'
import { TimeRibbon } from '../TimeRibbon.tsx'
import { sayInstant } from '../time-words.ts'
import { Part, type Say } from './gallery-part.tsx'
import { KitGallery } from './kit-gallery.tsx'
import * as samples from './samples.ts'
import '../tokens.css'
import '../base.css'
import './gallery.css'

function Gallery() {
  const { i18n } = useTranslation('platform')
  const language = languageOf(i18n)
  const say: Say = (zh, en) => (language === 'en' ? en : zh)
  const time = { now: samples.now, language, timeZone: samples.timeZone }
  return (
    <Toasts>
      <Page
        width="wide"
        top={
          <TopBar title={say('部件陈列', 'Gallery')}>
            <LargeLetters />
          </TopBar>
        }
      >
        <div className="g-switches">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <div className="g-columns">
          <Follow say={say} />
          <Part name="ribbon-full">
            {samples.ribbons(say).map(([name, ribbon]) => (
              <div key={name} className="card">
                <TimeRibbon {...ribbon} {...time} />
              </div>
            ))}
          </Part>
          <Part name="ribbon-row">
            <div className="card g-rows">
              {samples.ribbons(say).map(([name, ribbon]) => (
                <TimeRibbon key={name} size="row" {...ribbon} {...time} />
              ))}
            </div>
          </Part>
          <Part name="chain">
            <div className="card">
              <ChainOfHands hands={samples.hands(say)} {...time} />
            </div>
            <div className="card">
              <ChainOfHands hands={samples.offered(say)} {...time} />
            </div>
            <div className="card g-rows">
              <ChainOfHands size="row" hands={samples.hands(say)} {...time} />
              <ChainOfHands size="row" hands={samples.offered(say)} {...time} />
            </div>
          </Part>
          <Maps say={say} />
          <KitGallery say={say} />
        </div>
      </Page>
    </Toasts>
  )
}

function Follow({ say }: { say: Say }) {
  const { i18n } = useTranslation('platform')
  const language = languageOf(i18n)
  const promise = sayInstant('2026-03-18T10:00:00Z', samples.now, language, samples.timeZone)
  return (
    <Part name="follow">
      <h1>
        {say(`市政中心已接单，${promise} 前修好`, `Municipal works has it; mended by ${promise}`)}
      </h1>
      <BeforeAfter
        before={{ src: samples.lampPicture(false), alt: say('路灯不亮', 'The lamp is dark') }}
        after={{ src: samples.lampPicture(true), alt: say('路灯亮了', 'The lamp is lit') }}
      />
    </Part>
  )
}

function Maps({ say }: { say: Say }) {
  const [at, setAt] = useState<LonLat>(samples.center)
  const [chosen, setChosen] = useState<string | null>('p3')
  const [shapes] = useState(() => samples.mapShapes(say))
  const [points] = useState(() => samples.mapPoints(say))
  const label = say('梅园社区的路灯', 'Lamps of Plum Garden')
  return (
    <Part name="map">
      <PlaceMap
        label={label}
        center={samples.center}
        zoom={14}
        {...shapes}
        points={points}
        selected={chosen}
        onSelect={setChosen}
        attribution={say('陈列用的虚构地图', 'Invented for the gallery')}
      />
      <PlaceMap label={label} center={samples.center} zoom={16} {...shapes} onPick={setAt} />
      <p>{at.map((n) => n.toFixed(5)).join(', ')}</p>
      <PlaceMap label={label} center={samples.center} {...shapes} points={points} plain />
      <PlaceMap label={label} center={samples.center} {...shapes} onPick={setAt} plain />
    </Part>
  )
}

const asked = new URLSearchParams(location.search)
const i18n = await openI18n(
  { 'zh-CN': {}, en: {} },
  asked.get('language') === 'en' ? 'en' : 'zh-CN',
)
applyFace(asked.get('face') === 'console' ? 'console' : 'phone')
if (asked.has('theme')) document.documentElement.dataset['theme'] = asked.get('theme') ?? ''
if (asked.has('large')) document.documentElement.dataset['large'] = ''

createRoot(document.getElementById('root') ?? document.body).render(
  <StrictMode>
    <I18nextProvider i18n={i18n}>
      <Gallery />
    </I18nextProvider>
  </StrictMode>,
)
