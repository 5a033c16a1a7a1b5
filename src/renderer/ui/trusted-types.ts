// Room: ui. The two Trusted Types policies this page may have; the CSP names them.

/** TypeScript's DOM library does not know Trusted Types yet. */
interface Rules {
  readonly createHTML?: (markup: string, type: string, sink: string) => string;
  readonly createScriptURL?: (url: string) => string;
}
interface TrustedTypes {
  createPolicy(name: string, rules: Rules): { createScriptURL(url: string): string };
}
declare const trustedTypes: TrustedTypes | undefined;

/** Any string that reaches an HTML sink and could be markup is refused; plain text may pass (facts §2). */
export function refuseMarkup(): void {
  if (typeof trustedTypes === 'undefined') return;
  trustedTypes.createPolicy('default', {
    createHTML: (text, _type, sink) => {
      if (sink !== 'Element innerHTML' || /[<>&]/.test(text)) throw new TypeError('markup refused');
      return text;
    },
  });
}

/** Lets exactly one address become a Worker. */
export function vaultPolicy(allowed: string): { createScriptURL(url: string): string } {
  const check = (url: string): string => {
    if (url !== allowed) throw new TypeError('refused');
    return url;
  };
  return typeof trustedTypes === 'undefined'
    ? { createScriptURL: check }
    : trustedTypes.createPolicy('desk-worker', { createScriptURL: check });
}
