// Room: ui/app/state. Case files as stored and as being written, with autosave in between.
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

export type Cases = ReadonlyMap<string, CaseEntry>;

export type CasesEvent =
  | { readonly type: 'loaded'; readonly files: readonly CaseFile[] }
  | { readonly type: 'told'; readonly file: CaseFile }
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
    case 'loaded':
      return event.files.reduce(told, state);
    case 'told':
      return told(state, event.file);
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

/** A file told by the vault replaces a quiet form; unsaved edits of this person win. */
function told(state: Cases, file: CaseFile): Cases {
  const entry = state.get(file.id);
  if (entry === undefined) return new Map(state).set(file.id, fresh(file));
  if (entry.saving.status !== 'saved' || entry.file.saved > file.saved) return state;
  return new Map(state).set(file.id, { ...entry, file, incident: file.incident });
}

function change(state: Cases, id: string, edit: (entry: CaseEntry) => CaseEntry): Cases {
  const entry = state.get(id);
  return entry === undefined ? state : new Map(state).set(id, edit(entry));
}
