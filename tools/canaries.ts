/** One import planted in one room, and the sentence its refusal must carry. `*` becomes a file name. */
interface Refused {
  readonly file: string;
  readonly from: string;
  readonly says: string;
}

const opens = 'carries; it never opens';

/** The table of forbidden imports in docs/ARCHITECTURE.md, one canary for each wall. */
export const forbidden: readonly Refused[] = [
  { file: 'protocol/crypto/*.ts', from: 'node:fs', says: 'protocol imports itself' },
  { file: 'protocol/crypto/*.ts', from: 'ws', says: 'protocol imports itself' },
  { file: 'protocol/crypto/*.ts', from: 'valibot', says: 'protocol imports itself' },
  {
    file: 'protocol/crypto/*.ts',
    from: 'libsodium-wrappers-sumo',
    says: 'protocol imports itself',
  },
  {
    file: 'protocol/crypto/*.ts',
    from: '../../server/session.ts',
    says: 'protocol imports itself',
  },
  { file: 'protocol/talk/*.ts', from: '../../widget/app/link.ts', says: 'protocol imports itself' },
  {
    file: 'protocol/talk/*.ts',
    from: '../../src/contract/desk.ts',
    says: 'protocol imports itself',
  },
  { file: 'protocol/wire/*.ts', from: '../crypto/envelope.ts', says: 'relay reads wire and team' },
  { file: 'protocol/wire/*.ts', from: 'tweetnacl', says: 'relay reads wire and team' },
  { file: 'protocol/team/*.ts', from: '../crypto/identity.ts', says: 'relay reads wire and team' },
  { file: 'protocol/*.ts', from: './crypto/pad.ts', says: 'relay reads wire and team' },

  { file: 'server/*.ts', from: '../protocol/crypto/envelope.ts', says: opens },
  { file: 'server/mailbox/*.ts', from: '../../protocol/crypto/envelope.ts', says: opens },
  { file: 'server/*.ts', from: '../protocol/talk/text.ts', says: opens },
  { file: 'server/*.ts', from: '../src/contract/carrier.ts', says: 'server imports protocol' },
  { file: 'server/site/*.ts', from: '../../widget/loader.ts', says: 'server imports protocol' },
  { file: 'server/*.ts', from: 'ws', says: 'ws belongs to server/socket.ts' },
  { file: 'server/*.ts', from: 'tweetnacl', says: 'server imports protocol' },
  { file: 'server/*.ts', from: 'electron/main', says: 'server imports protocol' },

  { file: 'widget/app/*.ts', from: '../../src/contract/desk.ts', says: 'widget imports protocol' },
  { file: 'widget/app/*.ts', from: '../../server/session.ts', says: 'widget imports protocol' },
  { file: 'widget/app/*.ts', from: 'react', says: 'widget imports protocol' },
  { file: 'widget/app/*.ts', from: 'dexie', says: 'widget imports protocol' },
  { file: 'widget/app/*.ts', from: 'node:fs', says: 'widget imports protocol' },
  { file: 'widget/app/lazy/*.ts', from: 'node:fs', says: 'lazy chunk' },
  { file: 'widget/app/lazy/*.ts', from: '../../../src/contract/desk.ts', says: 'lazy chunk' },
  { file: 'widget/loader/*.ts', from: '../app/keys.ts', says: 'no key and no message' },
  {
    file: 'widget/loader/*.ts',
    from: '../../protocol/crypto/pad.ts',
    says: 'no key and no message',
  },
  { file: 'widget/bridge.ts', from: 'preact', says: 'no key and no message' },

  { file: 'src/contract/*.ts', from: '../main/window.ts', says: 'types and channel names' },
  { file: 'src/contract/*.ts', from: '../renderer/vault/keys.ts', says: 'types and channel names' },
  { file: 'src/contract/*.ts', from: 'node:fs', says: 'types and channel names' },
  { file: 'src/contract/*.ts', from: 'valibot', says: 'types and channel names' },
  {
    file: 'src/contract/*.ts',
    from: '../../protocol/crypto/pad.ts',
    says: 'types and channel names',
  },
  {
    file: 'src/contract/*.ts',
    from: '../../protocol/ids.ts',
    says: 'types from protocol, never code',
  },

  { file: 'src/main/*.ts', from: '../../protocol/crypto/envelope.ts', says: opens },
  { file: 'src/main/link/*.ts', from: '../../../protocol/crypto/envelope.ts', says: opens },
  { file: 'src/main/*.ts', from: '../renderer/vault/keys.ts', says: 'main imports contract' },
  { file: 'src/main/*.ts', from: '../renderer/ui/theme.ts', says: 'main imports contract' },
  { file: 'src/main/*.ts', from: '../preload/preload.ts', says: 'main imports contract' },
  { file: 'src/main/*.ts', from: '../../server/session.ts', says: 'main imports contract' },
  { file: 'src/main/*.ts', from: 'ws', says: 'ws belongs to src/main/link' },
  { file: 'src/main/*.ts', from: 'dexie', says: 'main imports contract' },
  { file: 'src/main/link/*.ts', from: '../../renderer/vault/keys.ts', says: 'The link imports' },

  { file: 'src/preload/*.ts', from: '../main/window.ts', says: 'preload imports contract' },
  { file: 'src/preload/*.ts', from: '../renderer/ui/theme.ts', says: 'preload imports contract' },
  { file: 'src/preload/*.ts', from: '../../protocol/ids.ts', says: 'preload imports contract' },
  { file: 'src/preload/*.ts', from: 'node:fs', says: 'preload imports contract' },
  { file: 'src/preload/*.ts', from: 'electron/main', says: 'preload imports contract' },

  { file: 'src/renderer/vault/*.ts', from: '../ui/theme.ts', says: 'The vault imports' },
  { file: 'src/renderer/vault/*.ts', from: '../../main/window.ts', says: 'The vault imports' },
  { file: 'src/renderer/vault/*.ts', from: 'electron/renderer', says: 'The vault imports' },
  { file: 'src/renderer/vault/*.ts', from: 'node:fs/promises', says: 'The vault imports' },
  { file: 'src/renderer/vault/*.ts', from: 'ws', says: 'The vault imports' },
  { file: 'src/renderer/vault/*.ts', from: 'react', says: 'The vault imports' },
  { file: 'src/renderer/vault/cases/*.ts', from: 'dexie', says: 'Only vault/store' },
  { file: 'src/renderer/vault/store/*.ts', from: '../../ui/theme.ts', says: 'The vault imports' },
  { file: 'src/renderer/vault/store/*.ts', from: 'node:fs', says: 'The vault imports' },

  { file: 'src/renderer/ui/*.ts', from: '../vault/keys.ts', says: 'The screen imports' },
  { file: 'src/renderer/ui/*.ts', from: '../vault/worker.ts', says: 'The screen imports' },
  { file: 'src/renderer/ui/*.ts', from: '../../main/window.ts', says: 'The screen imports' },
  { file: 'src/renderer/ui/*.ts', from: 'node:fs/promises', says: 'The screen imports' },
  { file: 'src/renderer/ui/*.ts', from: 'dexie', says: 'The screen imports' },
  { file: 'src/renderer/ui/*.ts', from: 'electron/renderer', says: 'The screen imports' },
  { file: 'src/renderer/ui/*.ts', from: '../../../protocol/ids.ts', says: 'No keys, no frames' },
  {
    file: 'src/renderer/ui/*.ts',
    from: '../../../protocol/crypto/pad.ts',
    says: 'No keys, no frames',
  },
  { file: 'src/renderer/ui/*.ts', from: 'tweetnacl', says: 'No keys, no frames' },
];

/** Imports that must pass. Without them, a linter that refuses everything would look right. */
export const allowed: readonly Omit<Refused, 'says'>[] = [
  { file: 'protocol/crypto/*.ts', from: 'tweetnacl' },
  { file: 'protocol/crypto/*.ts', from: '@noble/hashes/sha2.js' },
  { file: 'protocol/crypto/*.ts', from: '../wire/frame.ts' },
  { file: 'server/*.ts', from: '../protocol/wire/frame.ts' },
  { file: 'server/*.ts', from: '../protocol/team/check.ts' },
  { file: 'server/mailbox/*.ts', from: 'node:sqlite' },
  { file: 'server/mailbox/*.ts', from: 'redis' },
  { file: 'server/socket.ts', from: 'ws' },
  { file: 'server/blobs/*.ts', from: 'node:fs/promises' },
  { file: 'widget/app/*.ts', from: '../../protocol/crypto/envelope.ts' },
  { file: 'widget/app/*.ts', from: 'preact/hooks' },
  { file: 'widget/loader.ts', from: './bridge.ts' },
  { file: 'src/main/*.ts', from: 'electron/main' },
  { file: 'src/main/*.ts', from: 'node:fs/promises' },
  { file: 'src/main/*.ts', from: '../../protocol/team/check.ts' },
  { file: 'src/main/*.ts', from: '../contract/carrier.ts' },
  { file: 'src/main/link/*.ts', from: 'ws' },
  { file: 'src/main/link/*.ts', from: 'node:timers/promises' },
  { file: 'src/preload/*.ts', from: 'electron/renderer' },
  { file: 'src/preload/*.ts', from: '../contract/carrier.ts' },
  { file: 'src/renderer/vault/*.ts', from: '../../../protocol/crypto/envelope.ts' },
  { file: 'src/renderer/vault/store/*.ts', from: 'dexie' },
  { file: 'src/renderer/ui/*.ts', from: '../../contract/desk.ts' },
  { file: 'src/renderer/ui/*.ts', from: '../vault/worker.ts?worker&url' },
  { file: 'tests/journey/*.ts', from: '../../protocol/crypto/envelope.ts' },
];

const noNetwork = 'touches no network';

/** Globals the vault may not name. Its Worker's CSP refuses the network too; this says it earlier. */
export const usingGlobals = [
  { file: 'src/renderer/vault/*.ts', global: 'fetch', says: noNetwork },
  { file: 'src/renderer/vault/*.ts', global: 'WebSocket', says: noNetwork },
  { file: 'src/renderer/vault/*.ts', global: 'XMLHttpRequest', says: noNetwork },
] as const;
