// Room: ui/app/state. The release desk: what is asked for, what the vault planned, what was exported.
import type { DeskRequests } from '../../../../contract/desk.ts';
import type { ReleasePlan, ReleaseRefusal } from '../../../../contract/release.ts';
import { K_DEFAULT } from '../../../../contract/release.ts';

export type ExportRefusal = ReleaseRefusal | 'cancelled' | 'cannot-write' | 'failed';
export type ImportRefusal =
  | Extract<DeskRequests['importIncidents']['output'], { readonly ok: false }>['refusal']
  | 'failed';
export type ExportFormat = 'csv' | 'pdf';

/** What the person chose; the language is the interface's and joins when asking. */
export interface Selection {
  readonly k: number;
  readonly from: string | null;
  readonly to: string | null;
}

export type Planning =
  | { readonly status: 'none' }
  | { readonly status: 'working' }
  | { readonly status: 'refused'; readonly why: ReleaseRefusal | 'failed' }
  | { readonly status: 'ready'; readonly plan: ReleasePlan; readonly exporting: Exporting };

export type Exporting =
  | { readonly status: 'none' }
  | { readonly status: 'working'; readonly format: ExportFormat }
  | { readonly status: 'done'; readonly name: string }
  | { readonly status: 'refused'; readonly why: ExportRefusal };

export type Importing =
  | { readonly status: 'none' }
  | { readonly status: 'working' }
  | { readonly status: 'done'; readonly count: number }
  | { readonly status: 'refused'; readonly why: ImportRefusal };

export interface ReleaseDesk {
  readonly selection: Selection;
  readonly planning: Planning;
  readonly importing: Importing;
}

export type ReleaseEvent =
  | { readonly type: 'selected'; readonly change: Partial<Selection> }
  | { readonly type: 'planning' }
  | { readonly type: 'planned'; readonly plan: ReleasePlan }
  | { readonly type: 'plan-refused'; readonly why: ReleaseRefusal | 'failed' }
  | { readonly type: 'exporting'; readonly exporting: Exporting }
  | { readonly type: 'importing'; readonly importing: Importing };

export const startingRelease: ReleaseDesk = {
  selection: { k: K_DEFAULT, from: null, to: null },
  planning: { status: 'none' },
  importing: { status: 'none' },
};

/** Folds one event into the release desk. A new selection makes the old plan void at once. */
export function releaseDesk(state: ReleaseDesk, event: ReleaseEvent): ReleaseDesk {
  switch (event.type) {
    case 'selected':
      return {
        ...state,
        selection: { ...state.selection, ...event.change },
        planning: { status: 'none' },
      };
    case 'planning':
      return { ...state, planning: { status: 'working' } };
    case 'planned':
      return state.planning.status === 'working'
        ? {
            ...state,
            planning: { status: 'ready', plan: event.plan, exporting: { status: 'none' } },
          }
        : state;
    case 'plan-refused':
      return state.planning.status === 'working'
        ? { ...state, planning: { status: 'refused', why: event.why } }
        : state;
    case 'exporting':
      return state.planning.status === 'ready'
        ? { ...state, planning: { ...state.planning, exporting: event.exporting } }
        : state;
    case 'importing':
      // New incidents change what a plan would say.
      return event.importing.status === 'done'
        ? { ...state, importing: event.importing, planning: { status: 'none' } }
        : { ...state, importing: event.importing };
  }
}
