import workerUrl from '../vault/worker.ts?worker&url';

/** TypeScript's DOM library does not know Trusted Types yet. */
declare const trustedTypes: {
  createPolicy(
    name: string,
    rules: { readonly createScriptURL: (url: string) => string },
  ): { createScriptURL(url: string): string };
};

/** Starts the vault's Worker: the only script this page may turn into a Worker. */
export function openVault(): Worker {
  const policy = trustedTypes.createPolicy('desk-worker', {
    createScriptURL: (url) => {
      if (url !== workerUrl) throw new TypeError('refused');
      return url;
    },
  });
  return new Worker(policy.createScriptURL(workerUrl), { type: 'module' });
}
