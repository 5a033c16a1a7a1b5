// Room: ui/app/acts. First run, unlocking, locking, and what is fetched once the vault is open.
import type { DeskRequests } from '../../../../contract/desk.ts';
import { answered, type ActContext } from './context.ts';

export type NewTeam = DeskRequests['createTeam']['input'];

export interface SessionActs {
  readonly start: () => Promise<void>;
  readonly createTeam: (input: NewTeam) => Promise<void>;
  readonly codeKept: () => Promise<void>;
  readonly unlock: (passphrase: string) => Promise<void>;
  readonly lock: () => Promise<void>;
}

export function sessionActs(context: ActContext): SessionActs {
  const { desk, stores, restart } = context;

  const load = async (): Promise<void> => {
    const [team, codes, lines, files] = await Promise.all([
      answered(context, desk.team(null)),
      answered(context, desk.codeLists(null)),
      answered(context, desk.conversations(null)),
      answered(context, desk.cases(null)),
    ]);
    stores.facts.send({ team, codes });
    if (lines !== null) stores.inbox.send({ type: 'loaded', lines });
    if (files !== null) stores.cases.send({ type: 'loaded', files });
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
      const made = await answered(context, desk.createTeam(input));
      if (made === null) stores.session.send({ type: 'create-refused', why: 'failed' });
      else if (!made.ok) stores.session.send({ type: 'create-refused', why: made.refusal });
      else {
        const { rootCode } = made.value;
        stores.session.send({ type: 'created', rootCode, teamName: input.teamName });
      }
    },

    codeKept: async () => {
      await load();
      stores.session.send({ type: 'code-kept' });
    },

    unlock: async (passphrase) => {
      stores.session.send({ type: 'trying' });
      const opened = await answered(context, desk.unlock({ passphrase }));
      if (opened === null) stores.session.send({ type: 'died' });
      else if (!opened.ok) stores.session.send({ type: 'unlock-refused', why: opened.refusal });
      else {
        const { rebuilt } = opened.value;
        if (rebuilt > 0) {
          stores.status.send({ type: 'noticed', notice: { kind: 'rebuilt', count: rebuilt } });
        }
        await load();
        stores.session.send({ type: 'unlocked' });
      }
    },

    lock: async () => {
      try {
        await desk.lock(null);
      } finally {
        restart();
      }
    },
  };
}
