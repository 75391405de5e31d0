import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { call } from '#platform/web/call.ts'
import type { Input } from '#platform/web/console/say.ts'
import { bookingsContract, servicesContract } from '../../contract/index.ts'

const key = ['services'] as const

export const useServices = () =>
  useQuery({
    queryKey: [...key, 'all'],
    queryFn: ({ signal }) => call(servicesContract.listServices, { signal }),
  })

export type BookingsAsk = Input<typeof bookingsContract.listBookings.query>

export const useBookings = (ask: BookingsAsk) =>
  useQuery({
    queryKey: [...key, 'bookings', ask],
    queryFn: ({ signal }) => call(bookingsContract.listBookings, { query: ask, signal }),
    placeholderData: (before) => before,
  })

export const useBookingOf = (caseId: string) =>
  useQuery({
    queryKey: [...key, 'of', caseId],
    queryFn: ({ signal }) => call(bookingsContract.bookingOfCase, { params: { caseId }, signal }),
  })

export const useSlots = (serviceId: string | null) =>
  useQuery({
    queryKey: [...key, 'slots', serviceId],
    queryFn: ({ signal }) =>
      call(bookingsContract.slotsOfService, { params: { serviceId: serviceId ?? '' }, signal }),
    enabled: serviceId !== null,
    staleTime: 0,
  })

/** Any change of services; what is shown of them, and of the cases behind, is asked anew. */
export function useServicesChange<Vars, Reply>(change: (vars: Vars) => Promise<Reply>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: key }),
        client.invalidateQueries({ queryKey: ['cases'] }),
      ]),
  })
}
