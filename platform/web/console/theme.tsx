import { App, ConfigProvider, theme as antd, type ThemeConfig } from 'antd'
import en from 'antd/locale/en_US'
import zh from 'antd/locale/zh_CN'
import { useSyncExternalStore, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFace } from '../face.ts'
import { languageOf } from '../i18n.ts'
import './console.css'

/** The colours of tokens.css once more, because antd mixes shades in script and cannot read variables. */
const light = {
  paper: '#faf9f6',
  surface: '#ffffff',
  sunken: '#f2f0ea',
  ink: '#1b2427',
  ink2: '#4a575c',
  ink3: '#5f6c73',
  line: '#e3e1da',
  lineStrong: '#8d9598',
  jade: '#0b6e63',
  jadeTint: '#e3efec',
  amber: '#8f5500',
  cinnabar: '#b3261e',
  amberTint: '#f7ecd9',
  cinnabarTint: '#f9e5e2',
  slateTint: '#e6eaf0',
  slate: '#475a75',
  onColour: '#ffffff',
}
const dark: typeof light = {
  paper: '#14181a',
  surface: '#1c2225',
  sunken: '#22292d',
  ink: '#e8ecea',
  ink2: '#b3bdbf',
  ink3: '#95a1a6',
  line: '#2c3438',
  lineStrong: '#69767b',
  jade: '#3fb8a5',
  jadeTint: '#18312e',
  amber: '#e0a83a',
  cinnabar: '#f2756a',
  amberTint: '#33291a',
  cinnabarTint: '#3a2321',
  slateTint: '#252e3a',
  slate: '#93a7c4',
  onColour: '#10201d',
}

/** Rows of 44, compact 36; corners of 6; hairlines instead of shadows; colour only where time has it. */
export function consoleTheme(isDark: boolean, large: boolean): ThemeConfig {
  const c = isDark ? dark : light
  return {
    algorithm: isDark ? antd.darkAlgorithm : antd.defaultAlgorithm,
    token: {
      colorPrimary: c.jade,
      colorInfo: c.slate,
      colorSuccess: c.jade,
      colorWarning: c.amber,
      colorError: c.cinnabar,
      colorLink: c.jade,
      colorInfoBg: c.slateTint,
      colorSuccessBg: c.jadeTint,
      colorWarningBg: c.amberTint,
      colorErrorBg: c.cinnabarTint,
      colorText: c.ink,
      colorTextSecondary: c.ink2,
      colorTextTertiary: c.ink3,
      colorTextQuaternary: c.ink3,
      colorTextPlaceholder: c.ink3,
      colorTextDescription: c.ink2,
      colorTextLightSolid: c.onColour,
      colorBgBase: c.surface,
      colorBgLayout: c.paper,
      colorBgContainer: c.surface,
      colorBgElevated: c.surface,
      colorBorder: c.lineStrong,
      colorBorderSecondary: c.line,
      colorSplit: c.line,
      colorFillAlter: c.sunken,
      controlItemBgActive: c.jadeTint,
      controlItemBgHover: c.sunken,
      // English has a Latin face before the Chinese ones; tokens.css knows which.
      fontFamily: 'var(--sans)',
      fontSize: large ? 18 : 14,
      lineHeight: 22 / 14,
      borderRadius: 6,
      borderRadiusLG: 8,
      borderRadiusSM: 4,
      controlHeight: large ? 44 : 36,
      controlHeightSM: large ? 36 : 28,
      motionDurationFast: '0.12s',
      motionDurationMid: '0.14s',
      motionDurationSlow: '0.18s',
      boxShadow: 'var(--shadow)',
      boxShadowSecondary: 'var(--shadow)',
    },
    components: {
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        fontWeight: 500,
        // As written: the dark algorithm would dim it below 4.5:1.
        colorError: c.cinnabar,
      },
      Table: {
        headerBg: 'transparent',
        headerColor: c.ink2,
        headerSplitColor: 'transparent',
        rowHoverBg: c.sunken,
        rowSelectedBg: c.jadeTint,
        rowSelectedHoverBg: c.jadeTint,
        cellPaddingBlock: 10,
        cellPaddingInline: 12,
        cellPaddingBlockSM: 6,
        cellPaddingInlineSM: 8,
        headerBorderRadius: 0,
      },
      Segmented: { itemSelectedBg: c.surface, trackBg: c.sunken },
      Modal: { titleFontSize: large ? 22 : 18 },
      Tabs: { horizontalItemGutter: 24, titleFontSize: large ? 18 : 14 },
    },
  }
}

const darkQuery = '(prefers-color-scheme: dark)'

function useSystemDark(): boolean {
  return useSyncExternalStore(
    (tell) => {
      const media = window.matchMedia(darkQuery)
      media.addEventListener('change', tell)
      return () => media.removeEventListener('change', tell)
    },
    () => window.matchMedia(darkQuery).matches,
  )
}

/** The look of every page of the console: our tokens, our fonts, the chosen language. */
export function ConsoleTheme({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation()
  const face = useFace()
  const systemDark = useSystemDark()
  const isDark = face.theme === 'system' ? systemDark : face.theme === 'dark'
  return (
    <ConfigProvider
      locale={languageOf(i18n) === 'en' ? en : zh}
      theme={consoleTheme(isDark, face.large)}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
      form={{ requiredMark: false }}
    >
      <App message={{ maxCount: 2, duration: 4 }} className="console-app">
        {children}
      </App>
    </ConfigProvider>
  )
}
