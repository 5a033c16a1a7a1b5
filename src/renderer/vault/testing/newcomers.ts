/** Vault, testing: short words for who comes into a team and who leaves it. */
import { expect } from 'vitest';
import { seal } from '../../../../protocol/crypto/envelope.ts';
import { deviceKeys, newDevice, type DeviceKeys } from '../../../../protocol/crypto/identity.ts';
import { joinMac, parseInvite } from '../../../../protocol/crypto/join.ts';
import { usable, verify } from '../../../../protocol/crypto/keys.ts';
import { EnvelopeId } from '../../../../protocol/ids.ts';
import { JOIN_POLL_MS } from '../../../../protocol/limits.ts';
import { writeJoin } from '../../../../protocol/talk/join.ts';
import { readDocument } from '../../../../protocol/team/document.ts';
import { usablePrekeys } from '../../../../protocol/team/usable-prekeys.ts';
import type { Roster, TeamRole } from '../../../contract/people.ts';
import { PASSPHRASE, startApp, type App } from './bench.ts';
import { keep, POLL, team } from './journey.ts';
import { settled } from './test-env.ts';

export const NAME = 'Mira';

export async function invited(app: App): Promise<{ readonly id: string; readonly link: string }> {
  const made = await app.desk.makeInvite(null);
  if (!made.ok) throw new Error(made.refusal);
  return made.value;
}

/** A new app on the same relay that asks to be let in. */
export async function newcomer(first: App, link: string): Promise<App> {
  const app = keep(startApp({ env: first.env, relay: first.relay }));
  const input = { link, name: NAME, language: 'de', passphrase: PASSPHRASE } as const;
  expect(await app.desk.joinTeam(input)).toEqual({ ok: true, value: null });
  await settled();
  return app;
}

export const roster = async (app: App): Promise<Roster> => await app.desk.roster(null);

/** The one who asks, once the coordinator's device has heard of it. */
export async function asking(app: App) {
  await expect.poll(async () => (await roster(app)).asking.length, POLL).toBe(1);
  const [request] = (await roster(app)).asking;
  if (request === undefined) throw new Error('nobody asks');
  return request;
}

export async function letIn(first: App, granted: readonly TeamRole[] = ['operator']): Promise<App> {
  const app = await newcomer(first, (await invited(first)).link);
  const { invite } = await asking(first);
  expect(await first.desk.letIn({ invite, roles: granted })).toEqual({ ok: true, value: null });
  await first.env.advance(JOIN_POLL_MS);
  await expect.poll(async () => (await roster(app)).standing, POLL).toBe('member');
  return app;
}

/** Says a join to the first device, as whoever holds these keys would. */
export function say(
  app: App,
  link: string,
  changed: {
    readonly secret?: Uint8Array;
    readonly name?: string;
    readonly keys?: Pick<DeviceKeys, 'login' | 'sign' | 'ik'>;
  } = {},
): void {
  const keys = changed.keys ?? deviceKeys(newDevice());
  const { pin, secret } = parseInvite(link, 0);
  const document = readDocument(app.relay.document);
  const at = { document, clock: { local: app.env.now() }, usable };
  const [to] = usablePrekeys([...app.relay.bundles.values()], at, verify).reachable;
  if (to === undefined) throw new Error('nobody to ask');
  const publicKeys = {
    login: keys.login.publicKey,
    sign: keys.sign.publicKey,
    ik: keys.ik.publicKey,
  };
  const asked = { ...publicKeys, name: changed.name ?? NAME };
  const mac = joinMac(changed.secret ?? secret, pin.root, asked);
  const recipients = [{ spk: to.bundle.spk, ik: to.device.ik }];
  const body = writeJoin({ ...asked, mac });
  const { header, wraps, ct } = seal({ team: document.team, sender: keys.ik, recipients, body });
  const targets = wraps.map((wrap) => ({ kind: 'device', device: to.device.id, wrap }) as const);
  app.relay.post({ eid: EnvelopeId.random(), wake: false, targets, header, ct });
}

/** A team of two coordinators who both hold the key. */
export async function twoCoordinators() {
  const first = await team();
  const second = await letIn(first, ['operator', 'coordinator']);
  first.main.tell({ type: 'team-newer', documentSeq: 2 });
  await expect.poll(async () => (await roster(second)).mayChange, POLL).toBe(true);
  return { first, second, device: (await second.desk.team(null)).device };
}
