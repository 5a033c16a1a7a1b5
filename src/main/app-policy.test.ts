import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CHAT_CSP, headersOf, locate, pageCsp, VAULT_CSP } from './app-policy.ts';

const root = path.resolve('/srv/desk');
const roots = { desk: root, chat: path.resolve('/srv/chat') };

describe('what app:// serves', () => {
  test('the page, the vault’s Worker and assets, each as what it is', () => {
    expect(locate(roots, 'app://desk/')).toEqual({
      file: path.join(root, 'index.html'),
      type: 'text/html; charset=utf-8',
      kind: 'page',
    });
    expect(locate(roots, 'app://desk/index.html')?.kind).toBe('page');
    expect(locate(roots, 'app://desk/vault/worker-a1.js')?.kind).toBe('vault');
    expect(locate(roots, 'app://desk/assets/index-b2.js')?.kind).toBe('asset');
    expect(locate(roots, 'app://desk/assets/a%20b.woff2')?.file).toBe(
      path.join(root, 'assets/a b.woff2'),
    );
  });

  test.each([
    'app://desk/../secret.js',
    'app://desk/%2e%2e/secret.js',
    'app://desk/..%2fsecret.js',
    'app://desk/%2e%2e%2f%2e%2e%2fetc/passwd.js',
    'app://desk/assets/%2e%2e/%2e%2e/secret.js',
    'app://desk/..%5csecret.js',
    'app://desk/assets\\..\\..\\secret.js%00.html',
    'app://desk/a%00.js',
    'app://desk/%ff.js',
    'app://desk//etc/passwd',
    'app://desk/preload.cjs',
    'app://desk/vault/header',
    'app://desk/assets',
    'app://print/index.html',
    'app://desk.evil/index.html',
    'app://desk:80/index.html',
    'http://desk/index.html',
    'file:///etc/passwd.js',
    'nonsense',
    '',
  ])('%s is not served from outside, or not at all', (address) => {
    const located = locate(roots, address);
    const inside = located !== null && located.file.startsWith(root + path.sep);
    expect(located === null || inside).toBe(true);
    if (!address.startsWith('app://desk/') || !/\.(html|js)$/.test(address)) {
      expect(located).toBeNull();
    }
  });

  test('the preview’s files come from a folder of their own', () => {
    expect(locate(roots, 'app://chat/assets/a.js')?.file).toBe(
      path.resolve('/srv/chat/assets/a.js'),
    );
    expect(locate(roots, 'app://chat/')?.kind).toBe('chat');
  });

  test('no address whatever leads outside', () => {
    const part = fc.constantFrom(
      '..',
      '.',
      '%2e%2e',
      '%2f',
      '/',
      '\\',
      '%5c',
      '%00',
      'a',
      'b.js',
      '%252e',
      '//',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 12 }), (parts) => {
        const located = locate(roots, `app://desk/${parts.join('')}.js`);
        expect(located === null || located.file.startsWith(root + path.sep)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('policies', () => {
  test('the page’s is exactly this', () => {
    expect(pageCsp('abc')).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-abc'; img-src 'self' blob: data:; " +
        "font-src 'self'; worker-src 'self'; frame-src app://chat; connect-src 'none'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types desk-worker default",
    );
  });

  test('the preview’s is exactly this', () => {
    expect(CHAT_CSP).toBe(
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; worker-src 'none'; " +
        "connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors app://desk; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  test('the vault’s is exactly this', () => {
    expect(VAULT_CSP).toBe(
      "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'; " +
        "require-trusted-types-for 'script'; trusted-types 'none'",
    );
  });

  test('go with the page and the Worker, and wasm with the Worker alone', () => {
    const cspOf = (address: string): string | undefined => {
      const located = locate(roots, address);
      return located === null ? 'not located' : headersOf(located, 'n')['content-security-policy'];
    };
    expect(cspOf('app://desk/')).toBe(pageCsp('n'));
    expect(cspOf('app://desk/vault/w.js')).toBe(VAULT_CSP);
    expect(cspOf('app://desk/assets/w.js')).toBeUndefined();
    expect(cspOf('app://chat/index.html')).toBe(CHAT_CSP);
    expect(cspOf('app://chat/vault/w.js')).toBeUndefined();
  });
});
