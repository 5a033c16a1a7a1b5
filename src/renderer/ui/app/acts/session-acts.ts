// Room: ui/app/acts. First run, unlocking, locking, wiping, and what is fetched once the vault is open.
import type { DeskRequests } from '../../../../contract/desk.ts';
import type { Strength } from '../../../../contract/secrets.ts';
import type { OpenRefusal, Way } from '../state/session.ts';
import { ended } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';
import { loadHeads, loadLines } from './pages.ts';

export type NewTeam = DeskRequests['createTeam']['input'];
export type NewFromBackup = DeskRequests['restoreAsNew']['input'];

export interface SessionActs {
  readonly start: () => Promise<void>;
  readonly createTeam: (input: NewTeam) => Promise<void>;
  readonly codeKept: () => Promise<void>;
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

export function sessionActs(context: ActContext): SessionActs {
  const { desk, stores, restart } = context;

  /** What must be there before the desk can be used; the list of cases may come after. */
  const load = async (): Promise<void> => {
    const [team, codes] = await Promise.all([
      answered(context, desk.team(null)),
      answered(context, desk.codeLists(null)),
      loadLines(context),
    ]);
    stores.facts.send({ team, codes });
    void loadHeads(context);
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
        stores.session.send({ type: 'started', vault, hint });
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
