/** A case with a file of evidence, and the audit log of how it came to be: whether all of it is still what it was. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect } from 'vitest';
import type { ConversationId, FileId } from '../../../protocol/ids.ts';
import type { VaultRig } from './vault-rig.ts';

export interface KeptCase {
  /** Throws where a word of the case, a byte of the evidence or an event of the log is not there. */
  readonly isWhole: () => Promise<void>;
}

const bytes = Uint8Array.from({ length: 200_000 }, (_, n) => (n * 167) % 256);

export async function keptCase(rig: VaultRig, conversation: ConversationId): Promise<KeptCase> {
  const opened = await rig.ask('openCase', { conversation });
  if (!opened.ok) throw new Error(opened.refusal);
  const { id, incident } = opened.value;
  const narrative = 'Was im Treppenhaus gerufen wurde, und von wem.';
  const saved = await rig.ask('saveIncident', { case: id, incident: { ...incident, narrative } });
  if (!saved.ok) throw new Error(saved.refusal);
  await addEvidence(rig, id, { name: 'Treppenhaus.bin', bytes });
  const file = await rig.ask('readCase', { case: id });
  const evidence = await rig.ask('evidence', { case: id });
  expect(evidence).toHaveLength(1);
  let events = (await rig.ask('verifyAudit', null)).events;
  return {
    isWhole: async () => {
      expect(await rig.ask('readCase', { case: id })).toEqual(file);
      expect(await rig.ask('evidence', { case: id })).toEqual(evidence);
      for (const one of evidence) expect(await savedBytes(rig, id, one.id)).toEqual(bytes);
      const log = await rig.ask('verifyAudit', null);
      expect(log).toMatchObject({ sound: true, brokenAt: null });
      expect(log.events).toBeGreaterThanOrEqual(events);
      ({ events } = log);
    },
  };
}

/** As a person would, from a file of theirs; the new item's id. */
export async function addEvidence(
  rig: VaultRig,
  id: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<FileId> {
  const folder = await mkdtemp(path.join(tmpdir(), 'beistand-evidence-'));
  const chosen = path.join(folder, file.name);
  await writeFile(chosen, file.bytes);
  await rig.app().evaluate(({ dialog }, one) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [one] });
  }, chosen);
  const added = await rig.ask('addEvidence', { case: id });
  await rm(folder, { recursive: true });
  if (!added.ok) throw new Error(added.refusal);
  return added.value.id;
}

async function savedBytes(rig: VaultRig, id: string, item: FileId): Promise<Uint8Array> {
  const out = `${rig.profile}-out`;
  await rig.app().evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath: chosen });
  }, out);
  const saved = await rig.ask('saveEvidence', { case: id, id: item });
  if (!saved.ok) throw new Error(saved.refusal);
  const read = new Uint8Array(await readFile(out));
  await rm(out);
  return read;
}
