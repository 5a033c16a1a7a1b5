/**
 * Vault, people: the name a device writes under, once somebody has changed it, said to every colleague's device
 * and once to each, also to those that join later (PROTOCOL §4, Names). It is for reading: no right follows from it.
 */
import type { DeviceEntry } from '../../../../protocol/team/device-entry.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Held } from '../inbox/judge.ts';
import { postTo } from '../team/post-to.ts';
import { saidBy } from '../team/said-by.ts';
import { teamEvent } from '../team/team-event.ts';
import { withSaidName } from './membership.ts';
import type { ShareParts } from './root-share.ts';

/** To everybody who can be reached and has not heard it from here. */
export async function shareName(parts: ShareParts): Promise<void> {
  const { membership } = parts;
  const { version } = membership.now().said;
  const to = owed(parts);
  if (to.length === 0) return;
  const took = (await postTo(parts, to, nameBody(parts))).map(({ device: { id } }) => id);
  if (took.length === 0) return;
  await membership.write((before) =>
    // Changed meanwhile: nobody has heard that yet.
    before.said.version === version
      ? { ...before, said: { ...before.said, to: [...before.said.to, ...took] } }
      : null,
  );
}

/**
 * Nobody while the name is the one this device came with: whoever let it in knows that. Nor while it still writes
 * under another, because there was no room to keep the new one.
 */
function owed({ keys, device, documents, membership }: ShareParts): readonly Reachable[] {
  const { name, version, to } = membership.now().said;
  if (name !== keys.current().settings.alias) return [];
  const own = documents.current().devices.find(({ id }) => id === device.keys.id);
  if (version === 0 || own === undefined || !speaks(own)) return [];
  return documents
    .reachable()
    .filter((one) => one.device.id !== own.id && !to.includes(one.device.id) && speaks(one.device));
}

/** Who answers, and who lists who does. */
const speaks = ({ roles }: Pick<DeviceEntry, 'roles'>): boolean =>
  roles.includes('operator') || roles.includes('coordinator');

function nameBody({ env, documents, membership }: ShareParts): Uint8Array {
  const { name, before, version } = membership.now().said;
  const about = { at: env.now(), docSeq: documents.current().seq };
  const known = before === '' ? {} : { before };
  return teamEvent(about, { type: 'alias', name, version, ...known });
}

/** Null for anything else than a name that its sender may say of itself now. */
export async function takeName(
  { documents, membership }: ShareParts,
  held: Pick<Held, 'senderPk' | 'body'>,
): Promise<{ readonly taken: 'known' | 'later'; readonly by: string } | null> {
  const said = saidBy('alias', held, documents.devices());
  if (said === null) return null;
  const { name, before: until = '', version } = said.body;
  const news = { id: said.by, name, before: until, version };
  const document = documents.current();
  const written = await membership.write((before) => withSaidName(before, news, document));
  return { taken: written.ok ? 'known' : 'later', by: said.by };
}
