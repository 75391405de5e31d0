import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/** Nothing here is timed: what is slow on a busy machine is no fault. */
const patience = 30_000

export default defineConfig({
  test: {
    // One for each core of the smallest machine that the suite is held to; left alone it would take one.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'pure',
          include: [
            'kernel/**/*.test.ts',
            'modules/*/domain/**/*.test.ts',
            'modules/*/contract/**/*.test.ts',
            'platform/{shared,server}/**/*.test.ts',
            'apps/server/**/*.test.ts',
          ],
          exclude: ['**/*.db.test.ts'],
          isolate: false,
          pool: 'threads',
          environment: 'node',
          testTimeout: patience,
        },
      },
      {
        test: {
          name: 'architecture',
          include: ['architecture/*.test.ts'],
          exclude: ['**/*.db.test.ts'],
          environment: 'node',
          testTimeout: patience,
        },
      },
      {
        test: {
          name: 'database',
          include: ['**/*.db.test.ts'],
          exclude: ['**/node_modules/**'],
          globalSetup: ['testing/template-database.ts'],
          isolate: false,
          pool: 'threads',
          environment: 'node',
          testTimeout: 2 * patience,
          hookTimeout: 2 * patience,
        },
      },
      {
        plugins: [react()],
        test: {
          name: 'web',
          isolate: false,
          include: ['{modules/*/web,platform/web,apps/web}/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
          setupFiles: ['testing/web.ts'],
          testTimeout: patience,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['journeys/*.journey.ts'],
          environment: 'node',
          globalSetup: ['journeys/build.ts'],
          sequence: { groupOrder: 1 },
          // Two browsers on two cores may miss a moment once; what fails twice is a fault.
          retry: 1,
          // As long as a page is waited for; of itself it would be one second.
          expect: { poll: { timeout: patience } },
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
})
