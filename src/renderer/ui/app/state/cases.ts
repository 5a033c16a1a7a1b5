// Room: ui/app/state. The case files that were opened, as stored and as being written, with autosave in between.
import type { CaseFile, CaseProblem, Incident } from '../../../../contract/case.ts';
import type { DeskRequests } from '../../../../contract/desk.ts';

export type SaveRefusal =
  | Extract<DeskRequests['saveIncident']['output'], { readonly ok: false }>['refusal']
  | 'failed';

/** How far the form is ahead of the disk. */
export type Saving =
  | { readonly status: 'saved' }
  | { readonly status: 'changed' }
  | { readonly status: 'saving' }
  | { readonly status: 'stuck'; readonly why: SaveRefusal };

export interface CaseEntry {
  /** As last saved. */
  readonly file: CaseFile;
  /** As on screen. */
  readonly incident: Incident;
  readonly saving: Saving;
  /** What the vault said at the last save; null before the first one. */
  readonly problems: readonly CaseProblem[] | null;
}

/** In the order in which they were opened. */
export type Cases = ReadonlyMap<string, CaseEntry>;

/** Files kept beside the one on screen, so that going back takes no time. One that is not yet saved always stays. */
export const MAX_CASES = 8;

export type CasesEvent =
  /** Somebody wants to see it. */
  | { readonly type: 'opened'; readonly file: CaseFile }
  /** The vault says how it is now; of interest only where it is open. */
  | { readonly type: 'told'; readonly file: CaseFile }
  | { readonly type: 'gone'; readonly id: string }
  | { readonly type: 'edited'; readonly id: string; readonly change: Partial<Incident> }
  | { readonly type: 'saving'; readonly id: string }
  | {
      readonly type: 'saved';
      readonly file: CaseFile;
      /** What was sent: edits made meanwhile keep the form "changed". */
      readonly sent: Incident;
      readonly problems: readonly CaseProblem[];
    }
  | { readonly type: 'refused'; readonly id: string; readonly why: SaveRefusal };

export const noCases: Cases = new Map();

const fresh = (file: CaseFile): CaseEntry => ({
  file,
  incident: file.incident,
  saving: { status: 'saved' },
  problems: null,
});

export function cases(state: Cases, event: CasesEvent): Cases {
  switch (event.type) {
    case 'opened':
      return state.has(event.file.id)
        ? told(state, event.file)
        : new Map(roomIn(state)).set(event.file.id, fresh(event.file));
    case 'told':
      return told(state, event.file);
    case 'gone': {
      const rest = new Map(state);
      return rest.delete(event.id) ? rest : state;
    }
    case 'edited':
      return change(state, event.id, (entry) => ({
        ...entry,
        incident: { ...entry.incident, ...event.change },
        saving: entry.saving.status === 'saving' ? entry.saving : { status: 'changed' },
      }));
    case 'saving':
      return change(state, event.id, (entry) => ({ ...entry, saving: { status: 'saving' } }));
    case 'saved':
      return change(state, event.file.id, (entry) => ({
        ...entry,
        file: event.file,
        problems: event.problems,
        saving: { status: entry.incident === event.sent ? 'saved' : 'changed' },
      }));
    case 'refused':
      return change(state, event.id, (entry) => ({
        ...entry,
        saving: { status: 'stuck', why: event.why },
      }));
  }
}

/** Without those that were opened longest ago and are safe on the disk. */
function roomIn(state: Cases): Cases {
  const over = Math.max(0, state.size - MAX_CASES);
  const safe = [...state].filter(([, { saving }]) => saving.status === 'saved');
  const rest = new Map(state);
  for (const [id] of safe.slice(0, over)) rest.delete(id);
  return rest;
}

/** A file told by the vault replaces a quiet form; unsaved edits of this person win. */
function told(state: Cases, file: CaseFile): Cases {
  const entry = state.get(file.id);
  if (entry === undefined || entry.file.saved > file.saved) return state;
  if (entry.saving.status !== 'saved') return new Map(state).set(file.id, { ...entry, file });
  return new Map(state).set(file.id, { ...entry, file, incident: file.incident });
}

function change(state: Cases, id: string, edit: (entry: CaseEntry) => CaseEntry): Cases {
  const entry = state.get(id);
  return entry === undefined ? state : new Map(state).set(id, edit(entry));
}
