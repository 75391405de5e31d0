import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** `npx vite platform/web/gallery`: every component in every state, for eyes only. Not in the product. */
export default defineConfig({
  plugins: [react()],
  server: { port: 5199 },
})
