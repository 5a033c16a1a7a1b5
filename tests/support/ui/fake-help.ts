import type { DeskFact } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import type { HelpCall, HelpRequests } from '../../../src/contract/help.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import { idOf } from './fake-talk.ts';

const OWN = { device: 'a1b2'.repeat(8), alias: 'Noa' } as const;
const MIKA = { device: 'b1b2'.repeat(8), alias: 'Mika' } as const;
const TEN_MINUTES = 600_000;

/** Calls for help without colleagues. `refuse=called`: Mika calls; `refuse=coming`: to the own call David comes. */
export function fakeHelp(wish: string, tell: (fact: DeskFact) => void): Handlers<HelpRequests> {
  const from = (one: { readonly device: string; readonly alias: string }): HelpCall => ({
    ...one,
    id: idOf(one === OWN ? 7001 : 7002),
    own: one === OWN,
    about: one === OWN ? null : idOf(2),
    until: Date.now() + TEN_MINUTES,
    coming: [],
  });
  let calls: readonly HelpCall[] = wish === 'called' ? [from(MIKA)] : [];
  const change = (next: readonly HelpCall[]): void => {
    calls = next;
    tell({ type: 'help-changed', calls });
  };
  return {
    helpCalls: async () => calls,
    callHelp: async () => {
      if (wish === 'callHelp') return refuse('offline');
      const david = { device: 'c1c2'.repeat(8), alias: 'David', own: false };
      change([
        ...calls.filter(({ own }) => !own),
        { ...from(OWN), coming: wish === 'coming' ? [david] : [] },
      ]);
      return ok(null);
    },
    comeToHelp: async ({ call }) => {
      const come = { ...OWN, own: true };
      change(calls.map((one) => (one.id === call ? { ...one, coming: [come] } : one)));
      return ok(null);
    },
    endHelp: async ({ call }) => {
      change(calls.filter((one) => one.id !== call));
      return null;
    },
  };
}
