import { boxKeysFrom, newBoxKeys } from '../../protocol/crypto/keys.ts';
import { platformRandom } from '../../protocol/crypto/random.ts';
import { newReturnCode, reporterKeys } from '../../protocol/crypto/return-code.ts';
import { SessionId, type TeamId } from '../../protocol/ids.ts';
import { newChain, returnedAt } from '../../protocol/talk/chain.ts';
import { TOKEN_BYTES } from '../../protocol/wire/sealed.ts';
import { fromHex, toHex } from './hex.ts';
import { lastMid, type Tab, type TabKeys } from './tab.ts';

/** A conversation that begins with the next message. */
export const newTab = (team: TeamId, lamport = 0): Tab => ({
  v: 1,
  team,
  code: toHex(newReturnCode()),
  ...freshSession(lamport),
  resumes: null,
  codeStep: 'none',
  returned: false,
  talk: [],
  unreadable: [],
});

/** Coming back with a code, to a conversation whose past is not in this browser. */
export const returnedTab = (team: TeamId, code: Uint8Array, now: number): Tab => ({
  ...newTab(team, returnedAt(now)),
  code: toHex(code),
  codeStep: 'kept',
  returned: true,
});

/**
 * A duplicated tab: it keeps the code and what was said, drops session, chain and R.eph, and leaves
 * unsent messages to the tab they were written in (PROTOCOL §1).
 */
export const duplicatedTab = (tab: Tab): Tab => ({
  ...tab,
  ...freshSession(tab.chain.lamport),
  talk: tab.talk.filter((shown) => shown.by === 'team' || shown.state !== 'sending'),
  resumes: lastMid(tab),
  unreadable: [],
});

const freshSession = (lamport: number): Pick<Tab, 'eph' | 'token' | 'chain' | 'consent'> => ({
  eph: toHex(newBoxKeys().secretKey),
  token: toHex(platformRandom(TOKEN_BYTES)),
  chain: newChain(SessionId.random(), lamport),
  consent: '',
});

/** The pairs a tab's secrets stand for; about 10 ms, so keep the result. */
export const keysOf = (tab: Tab): TabKeys => ({
  reporter: reporterKeys(fromHex(tab.code), tab.team),
  eph: boxKeysFrom(fromHex(tab.eph)),
});
