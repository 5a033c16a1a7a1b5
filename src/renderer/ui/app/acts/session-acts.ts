// Room: ui/app/acts. First run, unlocking, locking, wiping, and what is fetched once the vault is open.
import type { DeskRequests } from '../../../../contract/desk.ts';
import type { FoundTeam } from '../../../../contract/people.ts';
import type { Strength } from '../../../../contract/secrets.ts';
import type { OpenRefusal, Way } from '../state/session.ts';
import { ended } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';
import { loadHeads, loadLines } from './pages.ts';

export type NewTeam = DeskRequests['createTeam']['input'];
export type NewFromBackup = DeskRequests['restoreAsNew']['input'];
export type NewByInvite = DeskRequests['joinTeam']['input'];
export type NewByCode = DeskRequests['regainTeam']['input'];

export interface SessionActs {
  readonly start: () => Promise<void>;
  readonly createTeam: (input: NewTeam) => Promise<void>;
  readonly codeKept: () => Promise<void>;
  readonly joinTeam: (input: NewByInvite) => Promise<void>;
  /** The team that a root code makes; null where it was refused, which then stands in the session. */
  readonly lookForTeam: (input: DeskRequests['lookForTeam']['input']) => Promise<FoundTeam | null>;
  readonly regainTeam: (input: NewByCode) => Promise<void>;
  readonly restoreAsNew: (input: NewFromBackup) => Promise<void>;
  readonly restoreRead: () => Promise<void>;
  readonly way: (way: Way) => void;
  readonly unlock: (passphrase: string) => Promise<void>;
  readonly recover: (input: DeskRequests['recover']['input']) => Promise<void>;
  /** How good a passphrase is, as the vault judges it; null when it cannot say. */
  readonly strength: (passphrase: string) => Promise<Strength | null>;
  readonly lock: () => Promise<void>;
  /** Everything on this machine goes. The page then starts anew, with nothing. */
  readonly wipe: () => Promise<void>;
}

/** `alsoLoad`: what is read beside the lists, and nobody waits for. */
export function sessionActs(context: ActContext, alsoLoad: () => Promise<void>): SessionActs {
  const { desk, stores, restart, ended: errand = null } = context;

  /** What must be there before the desk can be used; the list of cases may come after. */
  const load = async (): Promise<void> => {
    const [team, codes, roster, duty, help] = await Promise.all([
      answered(context, desk.team(null)),
      answered(context, desk.codeLists(null)),
      answered(context, desk.roster(null)),
      answered(context, desk.duty(null)),
      answered(context, desk.helpCalls(null)),
      loadLines(context),
    ]);
    stores.facts.send({ team, codes });
    if (duty !== null) stores.duty.send(duty);
    if (help !== null) stores.help.send(help);
    if (roster !== null) {
      stores.people.send({ type: 'roster', roster });
      // Its keys were renewed, and what is next for this person is to be let in again.
      const { standing, joining, former } = roster;
      const isRenewed = standing === 'waiting' && former.length > 0;
      if (isRenewed && joining === null) stores.view.send({ type: 'went', room: 'team' });
    }
    void loadHeads(context);
    void alsoLoad();
  };

  const opened = async (
    asked: Promise<DeskRequests['unlock']['output'] | DeskRequests['recover']['output']>,
  ): Promise<void> => {
    const answer = await ended<'recover'>(asked as Promise<DeskRequests['recover']['output']>);
    if (answer.status === 'refused') {
      // What a first look showed belongs to a vault that did not open after all.
      stores.inbox.send({ type: 'cleared' });
      stores.view.send({ type: 'left-conversation' });
      if (answer.why === 'failed') stores.session.send({ type: 'died' });
      else stores.session.send({ type: 'unlock-refused', why: answer.why satisfies OpenRefusal });
      return;
    }
    const { rebuilt } = answer.value;
    if (rebuilt > 0) {
      stores.status.send({ type: 'noticed', notice: { kind: 'rebuilt', count: rebuilt } });
    }
    await load();
    stores.session.send({ type: 'unlocked' });
  };

  const isOpen = async (): Promise<boolean> => {
    try {
      return (await desk.state(null)).vault === 'open';
    } catch {
      return false;
    }
  };

  return {
    start: async () => {
      try {
        const [{ vault, link }, hint] = await Promise.all([desk.state(null), desk.setupHint(null)]);
        stores.status.send({ type: 'link', link });
        if (vault === 'open') await load();
        stores.session.send({ type: 'started', vault, hint, ended: errand });
      } catch {
        stores.session.send({ type: 'died' });
      }
    },

    createTeam: async (input) => {
      stores.session.send({ type: 'trying' });
      const made = await ended<'createTeam'>(desk.createTeam(input));
      if (made.status === 'refused') stores.session.send({ type: 'create-refused', why: made.why });
      else {
        const { rootCode } = made.value;
        stores.session.send({ type: 'created', rootCode, teamName: input.teamName });
      }
    },

    codeKept: async () => {
      await load();
      stores.session.send({ type: 'code-kept' });
    },

    joinTeam: async (input) => {
      stores.session.send({ type: 'trying' });
      const made = await ended<'joinTeam'>(desk.joinTeam(input));
      if (made.status === 'refused' && !(await isOpen())) {
        stores.session.send({ type: 'create-refused', why: made.why });
        return;
      }
      // A full disk may leave the vault without its request: the room where it is asked again is the same.
      stores.view.send({ type: 'went', room: 'team' });
      await load();
      stores.session.send({ type: 'joined' });
    },

    lookForTeam: async (input) => {
      stores.session.send({ type: 'trying' });
      const found = await ended<'lookForTeam'>(desk.lookForTeam(input));
      if (found.status === 'refused') {
        stores.session.send({ type: 'create-refused', why: found.why });
        return null;
      }
      stores.session.send({ type: 'looked' });
      return found.value;
    },

    regainTeam: async (input) => {
      stores.session.send({ type: 'trying' });
      const made = await ended<'regainTeam'>(desk.regainTeam(input));
      if (made.status === 'refused' && !(await isOpen())) {
        stores.session.send({ type: 'create-refused', why: made.why });
        return;
      }
      stores.view.send({ type: 'went', room: 'team' });
      await load();
      // The vault is there, and its device waits: the code is asked for again where the reason stands.
      if (made.status === 'refused') {
        stores.people.send({ type: 'task', task: { at: 'regain', why: made.why } });
      }
      stores.session.send({ type: 'joined' });
    },

    restoreAsNew: async (input) => {
      stores.session.send({ type: 'trying' });
      const made = await ended<'restoreAsNew'>(desk.restoreAsNew(input));
      if (made.status === 'done') {
        stores.session.send({ type: 'restored', restored: made.value });
        return;
      }
      // A full disk, a file that broke off or a stop may leave a vault behind, open and partly filled.
      const { why } = made;
      const open = await isOpen();
      stores.session.send(open ? { type: 'restore-halted', why } : { type: 'create-refused', why });
    },

    restoreRead: async () => {
      await load();
      stores.session.send({ type: 'restore-read' });
    },

    way: (way) => stores.session.send({ type: 'way', way }),

    unlock: async (passphrase) => {
      stores.session.send({ type: 'trying' });
      await opened(desk.unlock({ passphrase }));
    },

    recover: async (input) => {
      stores.session.send({ type: 'trying' });
      await opened(desk.recover(input));
    },

    strength: async (passphrase) => {
      const answer = await ended<'strength'>(desk.strength({ passphrase }));
      return answer.status === 'done' ? answer.value : null;
    },

    lock: async () => {
      try {
        await desk.lock(null);
      } finally {
        restart();
      }
    },

    wipe: async () => {
      try {
        await desk.wipe(null);
      } finally {
        restart();
      }
    },
  };
}
