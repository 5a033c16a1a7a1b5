/** Vault: the desk door served from above, the carrier door used from below. Closed, it answers almost nothing. */
import { carrierRequests, type CarrierFact, type LinkState } from '../../contract/carrier.ts';
import type { DeskFact, DeskRequests, VaultState } from '../../contract/desk.ts';
import type { Handlers } from '../../contract/door.ts';
import { ok, type Outcome } from '../../contract/outcome.ts';
import { openDoor, serveDoor, type PortLike } from '../../contract/port.ts';
import type { CarrierRequests } from '../../contract/carrier.ts';
import { readFact } from './carrier-facts.ts';
import { currentCodes } from './cases/codes.ts';
import { importIncidents } from './cases/import.ts';
import { parseDesk } from './desk-schemas.ts';
import type { Env } from './env.ts';
import { loadSodium } from './keys/passphrase.ts';
import { FREE_TRIES, MAX_TRY_WAIT_MS } from './limits.ts';
import { openVault, type OpenVault } from './open-vault.ts';
import { exportCsv, exportPdf } from './release/export.ts';
import { planFor } from './release/plan.ts';
import { foundTeam, unlockFiles, vaultExists, type Opened } from './unlock.ts';

export interface VaultSurroundings {
  readonly carrier: PortLike;
  readonly desk: PortLike;
  readonly env: Env;
  /** Name of the IndexedDB copy. */
  readonly database: string;
}

/**
 * Serves one desk until stopped. Stopping locks. Requests to main that are on their way stay
 * unanswered then: the port ends with the Worker.
 */
export function startVault({
  carrier: below,
  desk: above,
  env,
  database,
}: VaultSurroundings): () => void {
  const { door: carrier } = openDoor<CarrierRequests, CarrierFact>(below, carrierRequests);
  let link: LinkState = 'offline';
  let vault: OpenVault | null = null;
  let busy = false;
  let tries = 0;
  let afterFounding: (() => Promise<void>) | null = null;

  const tell = (fact: DeskFact): void => served.tell(fact);

  const opened = (): OpenVault => {
    if (vault === null) throw new Error('the vault is locked');
    const finish = afterFounding;
    afterFounding = null;
    if (finish !== null) void finish();
    return vault;
  };

  const state = async (): Promise<VaultState> => {
    if (vault !== null) return 'open';
    return (await vaultExists(carrier)) ? 'locked' : 'none';
  };

  /** Only one at a time may be on its way in. */
  const entering = async <T>(work: () => Promise<T>): Promise<T> => {
    if (busy || vault !== null) throw new Error('already open');
    busy = true;
    try {
      return await work();
    } finally {
      busy = false;
    }
  };

  const open = async (files: Opened): Promise<Outcome<OpenVault, 'damaged' | 'rolled-back'>> => {
    const { hash } = await tools();
    const result = await openVault({ env, carrier, database, hash, tell }, files);
    if (!result.ok) return result;
    vault = result.value;
    await vault.begin();
    return result;
  };

  const tools = async () => {
    const sodium = await loadSodium();
    const hash = (sealed: Uint8Array): Uint8Array => sodium.crypto_hash_sha512(sealed).slice(0, 32);
    return { sodium, hash, parts: { env, carrier, sodium, link: () => link } };
  };

  const wait = async (ms: number): Promise<void> =>
    await new Promise((resolve) => {
      env.later(ms, resolve);
    });

  const unlock: Handlers<DeskRequests>['unlock'] = async ({ passphrase }) =>
    await entering(async () => {
      if (tries >= FREE_TRIES) {
        await wait(Math.min(MAX_TRY_WAIT_MS, 1000 * 2 ** (tries - FREE_TRIES)));
      }
      const { parts } = await tools();
      const files = await unlockFiles(parts, passphrase);
      if (!files.ok) {
        if (files.refusal === 'wrong-passphrase') tries += 1;
        return files;
      }
      tries = 0;
      const start = env.ticks();
      const result = await open(files.value);
      env.measured('vault-open', env.ticks() - start);
      return result.ok ? ok({ rebuilt: result.value.rebuilt }) : result;
    });

  const createTeam: Handlers<DeskRequests>['createTeam'] = async (input) =>
    await entering(async () => {
      if (await vaultExists(carrier)) throw new Error('there is a vault already');
      const { parts } = await tools();
      const founded = await foundTeam(parts, input);
      if (!founded.ok) return founded;
      const result = await open(founded.value);
      if (!result.ok) throw new Error('a new vault does not open');
      const { finish, rootCode } = founded.value;
      afterFounding = async () => {
        await finish();
        await result.value.keys.write(({ rootCode: code }) =>
          code === null ? null : { rootCode: null },
        );
      };
      return ok({ rootCode });
    });

  const lock = async (): Promise<void> => {
    const closing = vault;
    vault = null;
    if (closing === null) return;
    await closing.close();
    tell({ type: 'lock' });
  };

  const handlers: Handlers<DeskRequests> = {
    state: async () => ({ vault: await state(), link }),
    setupHint: async () => await carrier.setupHint(null),
    createTeam,
    unlock,
    lock: async () => {
      await lock();
      return null;
    },
    team: async () => opened().team(),
    conversations: async () => opened().inbox.list(),
    read: async (input) => await opened().inbox.read(input),
    send: async ({ conversation, text }) => await opened().inbox.send(conversation, text),
    typing: async ({ conversation }) => {
      opened().inbox.typing(conversation);
      return null;
    },
    seen: async ({ conversation }) => await opened().inbox.seen(conversation),
    codeLists: async () => {
      const { version, lists, groups } = currentCodes();
      return { version, lists, groups };
    },
    cases: async () => opened().cases.all(),
    openCase: async ({ conversation }) => {
      const { cases, inbox } = opened();
      const file = await cases.open(conversation);
      if (file.ok) {
        tell({ type: 'case-changed', case: file.value });
        inbox.changed(conversation);
      }
      return file;
    },
    saveIncident: async ({ case: id, incident }) => {
      const saved = await opened().cases.save(id, incident);
      if (saved.ok) tell({ type: 'case-changed', case: saved.value.saved });
      return saved;
    },
    importIncidents: async () => await importIncidents(carrier, opened().cases),
    planRelease: async (request) => planFor(opened().cases.all(), request, env.now()),
    exportCsv: async (request) =>
      await exportCsv({ carrier, cases: opened().cases.all(), now: env.now() }, request),
    exportPdf: async (request) =>
      await exportPdf({ carrier, cases: opened().cases.all(), now: env.now() }, request),
  };
  const served = serveDoor<DeskRequests, DeskFact>(above, handlers, parseDesk);

  const stopFacts = carrier.onFact((raw) => {
    const fact = readFact(raw);
    if (fact === null) return;
    if (fact.type === 'link-changed') {
      link = fact.link;
      tell({ type: 'link-changed', link });
    }
    if (fact.type === 'low-space') tell({ type: 'low-space', free: fact.free });
    if (fact.type === 'taken-over') tell({ type: 'taken-over' });
    if (fact.type === 'os-locked') void lock();
    vault?.fact(fact);
  });

  return () => {
    stopFacts();
    served.stop();
    const closing = vault;
    vault = null;
    void closing?.close();
  };
}
