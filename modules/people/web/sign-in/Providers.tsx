import { useMutation, useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { providerContract } from '#modules/people/contract/index.ts'
import { call, CallError } from '#platform/web/call.ts'
import { Button, Strip } from '#platform/web/kit/index.ts'
import { keepNext } from './after-sign-in.ts'

/** The key of the words for why the way through a provider failed, where it has words of its own. */
export const providerTrouble = (error: unknown): string[] =>
  error instanceof CallError ? [`error.${error.code}`, 'failed'] : ['failed']

/** One button for each place where people have an account already; none where there is no such place. */
export function Providers({ phone }: { phone: boolean }) {
  const { t } = useTranslation('sign-in')
  const offered = useQuery({
    queryKey: ['sign-in-providers'],
    queryFn: ({ signal }) =>
      call(providerContract.offeredProviders, { signal }).then((r) => r.providers),
    retry: false,
    refetchOnWindowFocus: false,
  })
  const going = useMutation({
    mutationFn: async (providerId: string) => {
      const params = { providerId }
      const { location: there } = await call(providerContract.beginAtProvider, {
        params,
        body: { phone },
      })
      keepNext()
      location.assign(there)
    },
  })
  const providers = offered.data ?? []
  if (providers.length === 0) return null
  const several = new Set(providers.map((p) => p.districtId)).size > 1
  return (
    <section className="sign-in-providers">
      <p className="sign-in-or">{t('provider.or')}</p>
      {going.error && <Strip tone="danger">{t(providerTrouble(going.error))}</Strip>}
      {providers.map(({ id, name, districtName: district }) => (
        <Button
          key={id}
          look="quiet"
          wide
          busy={going.isPending && going.variables === id}
          onClick={() => going.mutate(id)}
        >
          {t(several ? 'provider.of' : 'provider', { name, district })}
        </Button>
      ))}
    </section>
  )
}
