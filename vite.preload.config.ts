import { defineConfig } from 'vite';

/** A sandboxed preload must be one CommonJS file; Forge's own configuration sees to that. */
export default defineConfig({ build: { target: 'chrome130' } });
