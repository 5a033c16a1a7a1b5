// Room: ui/app/acts. Inviting, letting in, naming and removing devices, and asking to be let in.
import type { DeskRequests } from '../../../../contract/desk.ts';
import type { PeopleRequests, TeamStep } from '../../../../contract/people.ts';
import type { PeopleRefusal } from '../state/people.ts';
import { ended } from '../state/task.ts';
import { answered, type ActContext } from './context.ts';

type Input<K extends keyof PeopleRequests> = PeopleRequests[K]['input'];

export interface PeopleActs {
  readonly look: () => Promise<void>;
  /** Every document of the team that this device remembers; none where the vault does not answer. */
  readonly history: () => Promise<readonly TeamStep[] | null>;
  readonly invite: () => Promise<void>;
  readonly show: (invite: string) => Promise<void>;
  /** Takes the link and what was refused off the screen. */
  readonly tidy: () => void;
  /** Asks the vault; true when it is done. `at` names the control, for the answer to stand there. */
  readonly drop: (at: string, input: Input<'dropInvite'>) => Promise<boolean>;
  readonly letIn: (at: string, input: Input<'letIn'>) => Promise<boolean>;
  readonly setRoles: (at: string, input: Input<'setRoles'>) => Promise<boolean>;
  readonly name: (at: string, input: Input<'nameDevice'>) => Promise<boolean>;
  /** The name this device writes under; what the screen calls it follows. */
  readonly nameSelf: (at: string, input: Input<'nameSelf'>) => Promise<boolean>;
  readonly tellEarlier: (at: string, input: Input<'tellEarlier'>) => Promise<boolean>;
  readonly remove: (at: string, input: Input<'removeDevice'>) => Promise<boolean>;
  readonly removeCoordinator: (at: string, input: Input<'removeCoordinator'>) => Promise<boolean>;
  readonly regain: (at: string, input: Input<'regain'>) => Promise<boolean>;
  readonly ask: (at: string, input: Input<'askToJoin'>) => Promise<boolean>;
  readonly stopAsking: (at: string) => Promise<boolean>;
}

type Asking = {
  readonly [K in keyof PeopleRequests]: PeopleRequests[K]['output'] extends
    | { readonly ok: true; readonly value: null }
    | { readonly ok: false; readonly refusal: string }
    ? K
    : never;
}[keyof PeopleRequests];

export function peopleActs(context: ActContext): PeopleActs {
  const { desk, stores } = context;

  /** One thing at a time: a second press while it runs does nothing. */
  const run = async <K extends Asking>(
    at: string,
    name: K,
    input: DeskRequests[K]['input'],
  ): Promise<boolean> => {
    if (stores.people.get().task?.why === null) return false;
    stores.people.send({ type: 'task', task: { at, why: null } });
    const ask = desk[name] as (of: DeskRequests[K]['input']) => Promise<DeskRequests[K]['output']>;
    const done = await ended<K>(ask(input));
    const task = done.status === 'done' ? null : ({ at, why: done.why as PeopleRefusal } as const);
    stores.people.send({ type: 'task', task });
    return done.status === 'done';
  };

  return {
    look: async () => {
      const roster = await answered(context, desk.roster(null));
      if (roster !== null) stores.people.send({ type: 'roster', roster });
    },
    history: async () => await answered(context, desk.teamHistory(null)),
    invite: async () => {
      stores.people.send({ type: 'task', task: { at: 'invite', why: null } });
      const made = await ended<'makeInvite'>(desk.makeInvite(null));
      if (made.status === 'refused') {
        stores.people.send({ type: 'task', task: { at: 'invite', why: made.why } });
        return;
      }
      const { id: invite, link } = made.value;
      stores.people.send({ type: 'task', task: null });
      stores.people.send({ type: 'link', link: { invite, link } });
    },
    show: async (invite) => {
      const link = await answered(context, desk.showInvite({ invite }));
      stores.people.send({ type: 'link', link: link === null ? null : { invite, link } });
    },
    tidy: () => {
      stores.people.send({ type: 'link', link: null });
      if (stores.people.get().task?.why !== null) stores.people.send({ type: 'task', task: null });
    },
    drop: async (at, input) => await run(at, 'dropInvite', input),
    letIn: async (at, input) => await run(at, 'letIn', input),
    setRoles: async (at, input) => await run(at, 'setRoles', input),
    name: async (at, input) => await run(at, 'nameDevice', input),
    nameSelf: async (at, input) => {
      const done = await run(at, 'nameSelf', input);
      const team = done ? await answered(context, desk.team(null)) : null;
      if (team !== null) stores.facts.send({ team });
      return done;
    },
    tellEarlier: async (at, input) => await run(at, 'tellEarlier', input),
    remove: async (at, input) => await run(at, 'removeDevice', input),
    removeCoordinator: async (at, input) => await run(at, 'removeCoordinator', input),
    regain: async (at, input) => await run(at, 'regain', input),
    ask: async (at, input) => await run(at, 'askToJoin', input),
    stopAsking: async (at) => await run(at, 'stopAsking', null),
  };
}
