import engineUrl from './engine-worker.ts?worker&url';
import filesUrl from '../files/files-worker.ts?worker&url';

/** The frame's workers, each built as a file of its own. */
export const workerUrls = { engine: engineUrl, files: filesUrl } as const;

/** TypeScript's DOM library does not know Trusted Types yet. */
interface TrustedTypes {
  createPolicy(name: string, rules: Policy): Policy;
}
interface Policy {
  readonly createScriptURL: (url: string) => string;
}
declare const trustedTypes: TrustedTypes | undefined;

/**
 * The frame's policy asks for Trusted Types, and a worker's address is a script. The one policy it
 * names lets these addresses through and no other (server/site/headers.ts).
 */
export function workerAddress(which: keyof typeof workerUrls): string {
  const rules: Policy = {
    createScriptURL: (url) => {
      if (!Object.values(workerUrls).includes(url)) throw new TypeError('refused');
      return url;
    },
  };
  policy ??= typeof trustedTypes === 'undefined' ? rules : trustedTypes.createPolicy(POLICY, rules);
  return policy.createScriptURL(workerUrls[which]);
}

let policy: Policy | undefined;
const POLICY = 'beistand-worker';
