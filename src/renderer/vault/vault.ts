/** Vault: the desk door served above, the carrier door used below. Locked, it answers almost nothing. */
import {
  carrierRequests,
  type Carrier,
  type CarrierFact,
  type CarrierRequests,
  type LinkState,
} from '../../contract/carrier.ts';
import type { DeskFact, DeskRequests } from '../../contract/desk.ts';
import type { Handlers } from '../../contract/door.ts';
import { openDoor, serveDoor, type PortLike } from '../../contract/port.ts';
import { readFact } from './carrier-facts.ts';
import { annotationHandlers } from './annotations/handlers.ts';
import { currentCodes } from './cases/codes.ts';
import { importIncidents } from './cases/import.ts';
import { parseDesk } from './desk-schemas.ts';
import { chosenFiles } from './chosen-files.ts';
import { catchUpHandlers } from './catch-up/handlers.ts';
import { dangerHandlers } from './danger/handlers.ts';
import { dutyHandlers, helpHandlers, machineHandlers } from './duty/handlers.ts';
import type { Env } from './env.ts';
import { figureHandlers } from './figures/handlers.ts';
import { Gate } from './gate.ts';
import { keepingHandlers } from './keeping-handlers.ts';
import { migrateFormat1 } from './migrate/format-1.ts';
import { peopleHandlers } from './people-handlers.ts';
import { exportCsv, exportPdf } from './release/export.ts';
import { profileHandlers } from './profile/handlers.ts';
import { planFor } from './release/plan.ts';
import { talkHandlers } from './talk-handlers.ts';
import { workHandlers } from './work-handlers.ts';
import { workplaceHandlers } from './workplace/handlers.ts';

export interface VaultSurroundings {
  readonly carrier: PortLike;
  readonly desk: PortLike;
  readonly env: Env;
  /** Name of the IndexedDB copy, without its number. */
  readonly database: string;
}

/**
 * Serves one desk until stopped. Stopping locks. Requests to main that are on their way stay
 * unanswered then: the port ends with the Worker.
 */
export function startVault(around: VaultSurroundings): () => void {
  const { env, database } = around;
  const { door } = openDoor<CarrierRequests, CarrierFact>(around.carrier, carrierRequests);
  const { carrier, open } = chosenFiles(door, () => gate.shut);
  let link: LinkState = 'offline';
  const tell = (fact: DeskFact): void => served.tell(fact);
  const gate: Gate = new Gate({
    env,
    carrier,
    openFiles: open,
    database,
    link: () => link,
    tell,
    migrate: migrateFormat1,
  });
  const handlers = {
    ...entrance(gate, carrier, () => link),
    ...conversations(gate),
    ...cases(gate, carrier, tell),
    ...releases(gate, carrier, env),
    ...annotationHandlers(gate),
    ...dangerHandlers(gate),
    ...dutyHandlers(gate),
    ...figureHandlers(gate),
    ...helpHandlers(gate),
    ...machineHandlers(gate, carrier),
    ...catchUpHandlers(gate),
    ...talkHandlers(gate),
    ...workHandlers(gate),
    ...workplaceHandlers(gate),
    ...peopleHandlers(gate),
    ...profileHandlers(gate),
    ...keepingHandlers({ gate, carrier, env, tell }),
  } satisfies Handlers<DeskRequests>;
  const served = serveDoor<DeskRequests, DeskFact>(around.desk, handlers, parseDesk);

  const stopFacts = carrier.onFact((raw) => {
    const fact = readFact(raw);
    if (fact === null) return;
    if (fact.type === 'link-changed') ({ link } = fact);
    const passed = forTheDesk(fact);
    if (passed !== null) tell(passed);
    if (fact.type === 'os-locked') void gate.lock();
    if (fact.type === 'idle') void gate.idle();
    gate.vault?.fact(fact);
  });

  return () => {
    stopFacts();
    served.stop();
    void gate.lock();
  };
}

type Some<K extends keyof DeskRequests> = Pick<Handlers<DeskRequests>, K>;

const entrance = (
  gate: Gate,
  carrier: Carrier,
  link: () => LinkState,
): Some<'state' | 'setupHint' | 'createTeam' | 'unlock' | 'lock' | 'team'> => ({
  state: async () => ({ vault: await gate.state(), link: link() }),
  setupHint: async () => await carrier.setupHint(null),
  createTeam: async (input) => await gate.found(input),
  unlock: async ({ passphrase }) => await gate.unlock(passphrase),
  lock: async () => {
    await gate.lock();
    return null;
  },
  team: async () => gate.opened().team(),
});

const conversations = (
  gate: Gate,
): Some<'conversations' | 'read' | 'send' | 'typing' | 'seen'> => ({
  conversations: async (page) => gate.opened().inbox.list(page),
  read: async (input) => await gate.opened().inbox.read(input),
  send: async ({ conversation, ...what }) => await gate.opened().inbox.send(conversation, what),
  typing: async ({ conversation }) => {
    gate.opened().inbox.typing(conversation);
    return null;
  },
  seen: async ({ conversation }) => await gate.opened().inbox.seen(conversation),
});

const cases = (
  gate: Gate,
  carrier: Carrier,
  tell: (fact: DeskFact) => void,
): Some<'codeLists' | 'cases' | 'readCase' | 'openCase' | 'saveIncident' | 'importIncidents'> => ({
  codeLists: async () => {
    const { version, lists, groups } = currentCodes();
    return { version, lists, groups };
  },
  cases: async (page) => gate.opened().cases.list(page),
  readCase: async ({ case: id }) => await gate.opened().cases.read(id),
  openCase: async ({ conversation }) => {
    const { cases: book, inbox, audit } = gate.opened();
    const isNew = book.ofConversation(conversation) === null;
    const file = await book.open(conversation);
    if (!file.ok) return file;
    if (isNew) audit.note('case-opened', { about: file.value.id });
    tell({ type: 'case-changed', case: file.value });
    inbox.changed(conversation);
    return file;
  },
  saveIncident: async ({ case: id, incident }) => {
    const { cases: book, audit } = gate.opened();
    const saved = await book.save(id, incident);
    if (!saved.ok) return saved;
    audit.note('case-saved', { about: id });
    tell({ type: 'case-changed', case: saved.value.saved });
    return saved;
  },
  importIncidents: async () => {
    const { cases: book, audit } = gate.opened();
    const read = await importIncidents(carrier, book);
    if (read.ok) audit.note('incidents-imported', { count: read.value.imported });
    return read;
  },
});

function releases(
  gate: Gate,
  carrier: Carrier,
  env: Env,
): Some<'planRelease' | 'exportCsv' | 'exportPdf'> {
  const release = () => {
    const { cases: book, audit } = gate.opened();
    return { carrier, cases: () => book.all(), env, audit };
  };
  return {
    planRelease: async (request) => await planFor(release().cases(), request, env),
    exportCsv: async (request) => await exportCsv(release(), request),
    exportPdf: async (request) => await exportPdf(release(), request),
  };
}

/** What of main's news the screen is told as it is; everything else is the vault's own business. */
const forTheDesk = (fact: CarrierFact): DeskFact | null =>
  fact.type === 'link-changed' ||
  fact.type === 'low-space' ||
  fact.type === 'taken-over' ||
  fact.type === 'notice-pressed'
    ? fact
    : null;
