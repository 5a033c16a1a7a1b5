/**
 * Vault, people: the name a device writes under, once somebody has changed it, said to every colleague's device
 * and once to each, also to those that join later (PROTOCOL §4, Names). It is for reading: no right follows from it.
 */
import { seal } from '../../../../protocol/crypto/envelope.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import { EnvelopeId } from '../../../../protocol/ids.ts';
import { readBody } from '../../../../protocol/talk/body.ts';
import { SenderKey } from '../../../../protocol/talk/names.ts';
import { authorOf, mayWrite } from '../../../../protocol/talk/rights.ts';
import type { DeviceEntry } from '../../../../protocol/team/device-entry.ts';
import type { Reachable } from '../../../../protocol/team/usable-prekeys.ts';
import type { Held } from '../inbox/judge.ts';
import { teamEvent } from '../team/team-event.ts';
import { withSaidName } from './membership.ts';
import type { ShareParts } from './root-share.ts';

/** To everybody who can be reached and has not heard it from here. */
export async function shareName(parts: ShareParts): Promise<void> {
  const { carrier, device, documents, membership } = parts;
  const { version } = membership.now().said;
  const to = owed(parts);
  if (to.length === 0) return;
  const { team } = documents.current();
  const recipients = to.map((one) => ({ spk: one.bundle.spk, ik: one.device.ik }));
  const body = nameBody(parts);
  const { header, wraps, ct } = seal({ team, sender: device.keys.ik, recipients, body });
  const targets = to.flatMap(({ device: { id } }, n) => {
    const wrap = wraps[n];
    return wrap === undefined ? [] : [{ kind: 'device', device: id, wrap } as const];
  });
  const sent = await carrier.post({ eid: EnvelopeId.random(), wake: false, targets, header, ct });
  if (!sent.ok) return;
  const took = targets.flatMap((one, n) => (sent.value[n] === 'accepted' ? [one.device] : []));
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
  const said = nameIn(held, documents);
  if (said === null) return null;
  const document = documents.current();
  const written = await membership.write((before) => withSaidName(before, said, document));
  return { taken: written.ok ? 'known' : 'later', by: said.id };
}

function nameIn(
  { senderPk, body: bytes }: Pick<Held, 'senderPk' | 'body'>,
  documents: ShareParts['documents'],
) {
  try {
    const body = readBody(bytes);
    if (body.type !== 'alias') return null;
    const author = authorOf(SenderKey.of(senderPk), body, documents.devices());
    if (author.kind !== 'device' || author.device.revoked || !mayWrite(author, body)) return null;
    const { name, before = '', version } = body;
    return { id: author.device.id, name, before, version };
  } catch (error) {
    if (error instanceof ProtocolError) return null;
    throw error;
  }
}
