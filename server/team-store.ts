import { DeviceId, TeamId } from '../protocol/ids.ts';
import type { Database } from './database.ts';

/** What the relay keeps of its teams: the newest document and each device's newest bundle, as signed. */
export interface TeamStore {
  readonly documents: () => readonly { readonly team: TeamId; readonly bytes: Uint8Array }[];
  readonly bundles: (
    team: TeamId,
  ) => readonly { readonly device: DeviceId; readonly bytes: Uint8Array }[];
  /** Durable on return, bundles of devices that left included. */
  readonly saveDocument: (team: TeamId, bytes: Uint8Array, gone: readonly DeviceId[]) => void;
  readonly saveBundle: (team: TeamId, device: DeviceId, bytes: Uint8Array) => void;
}

export function teamStore(database: Database): TeamStore {
  const { sql, transact } = database;
  const documents = sql.prepare('SELECT id, document FROM team');
  const bundles = sql.prepare('SELECT device, bundle FROM prekey WHERE team = ?');
  const saveDocument = sql.prepare('INSERT OR REPLACE INTO team (id, document) VALUES (?, ?)');
  const saveBundle = sql.prepare(
    'INSERT OR REPLACE INTO prekey (team, device, bundle) VALUES (?, ?, ?)',
  );
  const dropBundle = sql.prepare('DELETE FROM prekey WHERE team = ? AND device = ?');
  return {
    documents: () =>
      documents.all().map(({ id, document }) => ({ team: TeamId(id), bytes: blob(document) })),
    bundles: (team) =>
      bundles
        .all(team)
        .map(({ device, bundle }) => ({ device: DeviceId(device), bytes: blob(bundle) })),
    saveDocument: (team, bytes, gone) =>
      transact(() => {
        saveDocument.run(team, bytes);
        for (const device of gone) dropBundle.run(team, device);
      }),
    saveBundle: (team, device, bytes) =>
      transact(() => {
        saveBundle.run(team, device, bytes);
      }),
  };
}

function blob(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error('store: not bytes');
  return value;
}
