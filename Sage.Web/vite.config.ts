import { svelte } from '@sveltejs/vite-plugin-svelte';
import { svelteTesting } from '@testing-library/svelte/vite';
import { defineConfig } from 'vitest/config';
import { exitWithParent } from './exitWithParent';

// Aspire injects the address of the resource it calls `backend`; alone, `npm run dev` finds it on its usual port.
const backend = process.env['BACKEND_HTTP'] ?? process.env['services__backend__http__0'] ?? 'http://localhost:3000';

export default defineConfig({
  plugins: [svelte(), svelteTesting(), exitWithParent()],
  server: { port: 5173, strictPort: true, proxy: { '/api': { target: backend, changeOrigin: true } } },
  build: { target: 'es2023', sourcemap: true },
  test: { environment: 'jsdom', include: ['src/**/*.test.ts'], restoreMocks: true },
});
