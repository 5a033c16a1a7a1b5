import { defineConfig } from 'vite';

/** Main is one CommonJS file. ws finds its optional native helpers missing and does without. */
export default defineConfig({
  build: { target: 'node20', rolldownOptions: { external: ['bufferutil', 'utf-8-validate'] } },
});
