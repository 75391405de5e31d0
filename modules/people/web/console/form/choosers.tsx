import { Checkbox, Select, TreeSelect } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConsoleSetting } from '#platform/web/console/setting.tsx'
import { languageOf } from '#platform/web/i18n.ts'
import {
  useAreaNames,
  useAreas,
  useKinds,
  useNamed,
  useOrganisations,
  usePersonsLike,
} from '../queries.ts'
import './verbs.css'

interface Branch {
  value: string
  title: string
  children: Branch[]
}

/** The tree of the district's streets, communities and grids; whoever has no parent stands on top. */
export function treeOf(
  district: { code: string; name: string },
  areas: readonly { code: string; name: string; parentCode: string | null; active: boolean }[],
): Branch[] {
  const branches = new Map<string, Branch>()
  const root: Branch = { value: district.code, title: district.name, children: [] }
  for (const { code, name, active } of areas)
    if (active) branches.set(code, { value: code, title: name, children: [] })
  for (const { code, parentCode, active } of areas) {
    const branch = branches.get(code)
    if (active && branch) (branches.get(parentCode ?? '') ?? root).children.push(branch)
  }
  return [root]
}

interface Chooser<V> {
  id: string
  status?: '' | 'error'
  value: V
  onChange: (value: V) => void
  disabled?: boolean
}

/** Areas from the tree. A street holds all its communities, also those that are added later. */
export function AreaChooser({ value, onChange, ...rest }: Chooser<string[]>) {
  const { t } = useTranslation('peopleConsole')
  const { districtId, districtName } = useConsoleSetting()
  const areas = useAreas()
  const tree = treeOf({ code: districtId, name: districtName }, areas.data ?? [])
  const names = useAreaNames()
  return (
    <TreeSelect
      {...rest}
      treeData={tree}
      treeCheckable
      treeCheckStrictly
      multiple
      showSearch={{ treeNodeFilterProp: 'title' }}
      allowClear
      treeDefaultExpandedKeys={[districtId]}
      value={value.map((code) => ({ value: code, label: names([code])[0] }))}
      onChange={(chosen: readonly { value: string }[]) => onChange(chosen.map((one) => one.value))}
      placeholder={t('choose.areas')}
    />
  )
}

export function OrganisationChooser(
  props: Chooser<string | null> & { except?: string | undefined; clearable?: boolean },
) {
  const { t } = useTranslation('peopleConsole')
  const { value, onChange, except, clearable = false, ...rest } = props
  const organisations = useOrganisations()
  const shown = organisations.data?.filter((o) => o.active && o.id !== except) ?? []
  return (
    <Select
      {...rest}
      showSearch={{ optionFilterProp: 'label' }}
      allowClear={clearable}
      value={value}
      onChange={(id?: string) => onChange(id ?? null)}
      placeholder={t('choose.organisation')}
      options={shown.map((o) => ({ value: o.id, label: o.name }))}
    />
  )
}

export function KindChooser({ value, onChange, ...rest }: Chooser<string | null>) {
  const { t } = useTranslation('peopleConsole')
  const kinds = useKinds()
  const named = useNamed()
  return (
    <Select
      {...rest}
      showSearch={{ optionFilterProp: 'label' }}
      value={value}
      onChange={(code: string) => onChange(code)}
      placeholder={t('choose.kind')}
      options={(kinds.data ?? []).map((k) => ({ value: k.code, label: named(k) }))}
    />
  )
}

/** One person, found by part of the name. */
export function PersonChooser({ value, onChange, ...rest }: Chooser<string | null>) {
  const { t } = useTranslation('peopleConsole')
  const [q, setQ] = useState('')
  const persons = usePersonsLike(q)
  return (
    <Select
      {...rest}
      showSearch={{ filterOption: false, onSearch: setQ }}
      value={value}
      onChange={(id: string) => onChange(id)}
      placeholder={t('choose.person')}
      notFoundContent={t('choose.nobody')}
      options={(persons.data ?? []).map((p) => ({
        value: p.id,
        label: [p.name, p.posts.map((post) => post.title).join(t('and'))]
          .filter(Boolean)
          .join(' · '),
      }))}
    />
  )
}

const beginning = 'verb.'

/** All verbs that have words, and those held already, by the module they belong to. */
function useVerbs(held: readonly string[]): Map<string, string[]> {
  const { i18n } = useTranslation()
  const said = i18n.getResourceBundle(languageOf(i18n), 'said') as unknown
  const known = Object.keys(typeof said === 'object' && said !== null ? said : {})
    .filter((key) => key.startsWith(beginning))
    .map((key) => key.slice(beginning.length))
  const groups = new Map<string, string[]>()
  for (const verb of new Set([...known, ...held])) {
    const [group = ''] = verb.split('.')
    groups.set(group, [...(groups.get(group) ?? []), verb])
  }
  return groups
}

/** What may be done, in words and by module; a verb that has no words yet stands as its code. */
export function VerbChooser(props: {
  id: string
  value: readonly string[]
  onChange: (verbs: string[]) => void
  disabled?: boolean
  /** Left out of the choice. */
  without?: (verb: string) => boolean
}) {
  const { t } = useTranslation('peopleConsole')
  const { t: said } = useTranslation('said')
  const { value, onChange, without = () => false } = props
  const groups = [...useVerbs(value)].flatMap(([group, verbs]) => {
    const shown = verbs.filter((verb) => !without(verb))
    return shown.length > 0 ? [[group, shown] as const] : []
  })
  return (
    <div className="verbs" id={props.id} role="group" aria-label={t('kinds.may')}>
      {groups.map(([group, verbs]) => (
        <fieldset key={group}>
          <legend>{t([`verbs.${group}`, 'verbs.other'])}</legend>
          {verbs.map((verb) => (
            <Checkbox
              key={verb}
              disabled={props.disabled ?? false}
              checked={value.includes(verb)}
              onChange={({ target }) =>
                onChange(target.checked ? [...value, verb] : value.filter((v) => v !== verb))
              }
            >
              {said([`verb.${verb}`], { defaultValue: verb })}
            </Checkbox>
          ))}
        </fieldset>
      ))}
    </div>
  )
}
