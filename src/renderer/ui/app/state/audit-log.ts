// Room: ui/app/state. The audit log as far as it was asked for, newest first.
import type { AuditEvent } from '../../../../contract/audit.ts';

export interface AuditLog {
  readonly status: 'idle' | 'loading' | 'ready' | 'failed';
  readonly events: readonly AuditEvent[];
  readonly earlier: boolean;
}

export type AuditLogEvent =
  /** From the newest again, because something was added. */
  | { readonly type: 'asking'; readonly anew: boolean }
  | { readonly type: 'page'; readonly events: readonly AuditEvent[]; readonly earlier: boolean }
  | { readonly type: 'failed' };

export const noAudit: AuditLog = { status: 'idle', events: [], earlier: false };

export function auditLog(state: AuditLog, event: AuditLogEvent): AuditLog {
  switch (event.type) {
    case 'asking':
      return event.anew ? { ...noAudit, status: 'loading' } : { ...state, status: 'loading' };
    case 'page': {
      const known = new Set(state.events.map(({ seq }) => seq));
      const fresh = event.events.filter(({ seq }) => !known.has(seq));
      return { status: 'ready', events: [...state.events, ...fresh], earlier: event.earlier };
    }
    case 'failed':
      return { ...state, status: 'failed' };
  }
}
