/**
 * How the desktop app is built, locked and wrapped.
 *
 * BEISTAND_TEST_BUILD=1 leaves the one fuse open that Playwright needs and writes to out/test;
 * everything else is identical, so what is tested is what ships. BEISTAND_ELECTRON_ZIP_DIR holds a
 * runtime to package instead of the downloaded one; bootstrap sets it where it must (ADR 0005).
 */
import path from 'node:path';
import { FuseV1Options, FuseVersion } from '@electron/fuses';
import { MakerDeb } from '@electron-forge/maker-deb';
import { MakerZIP } from '@electron-forge/maker-zip';
import { FusesPlugin } from '@electron-forge/plugin-fuses';
import { VitePlugin } from '@electron-forge/plugin-vite';
import type { ForgeConfig } from '@electron-forge/shared-types';

const testBuild = process.env['BEISTAND_TEST_BUILD'] === '1';
const electronZipDir = process.env['BEISTAND_ELECTRON_ZIP_DIR'];

/** A build on a stand-in runtime must not lie where releases lie. */
const madeFor = electronZipDir === undefined ? 'out/release' : 'out/not-for-release';

const outDir = testBuild ? 'out/test' : madeFor;

const config: ForgeConfig = {
  outDir,
  packagerConfig: {
    name: 'Beistand',
    executableName: 'beistand',
    appBundleId: 'org.beistand.desk',
    asar: true,
    // The packager empties a folder of one fixed name; in the system's it would be another clone's.
    tmpdir: path.resolve(outDir, 'tmp'),
    icon: 'assets/icon',
    extraResource: ['assets/app-update.yml'],
    ...(electronZipDir === undefined ? {} : { electronZipDir }),
  },
  makers: [
    new MakerDeb({
      options: {
        bin: 'beistand',
        icon: 'assets/icon.png',
        categories: ['Network', 'Office'],
        section: 'net',
        maintainer: 'The Beistand team <team@beistand.invalid>',
      },
    }),
    new MakerZIP({}, ['darwin', 'linux', 'win32']),
  ],
  plugins: [
    new VitePlugin({
      build: [
        { entry: 'src/main/main.ts', config: 'vite.main.config.ts', target: 'main' },
        { entry: 'src/preload/preload.ts', config: 'vite.preload.config.ts', target: 'preload' },
      ],
      renderer: [
        { name: 'main_window', config: 'vite.renderer.config.ts' },
        { name: 'chat', config: 'vite.chat.config.ts' },
      ],
    }),
    new FusesPlugin({
      version: FuseVersion.V1,
      resetAdHocDarwinSignature: process.platform === 'darwin',
      [FuseV1Options.RunAsNode]: false,
      [FuseV1Options.EnableCookieEncryption]: true,
      [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
      [FuseV1Options.EnableNodeCliInspectArguments]: testBuild,
      [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
      [FuseV1Options.OnlyLoadAppFromAsar]: true,
      [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
      [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    }),
  ],
};

export default config;
