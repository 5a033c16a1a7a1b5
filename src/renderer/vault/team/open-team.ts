/** Vault, team: this device, the team it knows and the link to the relay, for one unlock. */
import { open, type Opened, type SealedCopy } from '../../../../protocol/crypto/envelope.ts';
import { teamFingerprint } from '../../../../protocol/crypto/team-fingerprint.ts';
import { ProtocolError } from '../../../../protocol/errors.ts';
import type { DeviceId } from '../../../../protocol/ids.ts';
import { formatPin, pinOf } from '../../../../protocol/team/document.ts';
import type { Carrier, TeamAnswer } from '../../../contract/carrier.ts';
import type { DeskFact, TeamView } from '../../../contract/desk.ts';
import type { Env } from '../env.ts';
import type { VaultKeys } from '../keys/vault-keys.ts';
import { deviceOf, type Device } from './device.ts';
import { Documents } from './documents.ts';
import { behind } from './epoch.ts';
import { TeamLink } from './link.ts';
import { aliasesOf, nameOf, topicOf } from './profile-names.ts';
import { prekeysOf, type Prekeys } from './prekeys.ts';

interface Parts {
  readonly env: Env;
  readonly carrier: Carrier;
  readonly keys: VaultKeys;
}

/** What the link tells others. */
interface LinkNews {
  readonly online: (online: boolean) => void;
  readonly newDocument: () => Promise<void>;
  /** Our own bundle knows more than we do by so many writes; durable when it answers. */
  readonly older: (count: number) => Promise<void>;
  /** The relay shows a document that cannot be beside the one known here. */
  readonly forked: () => void;
  readonly tell: (fact: DeskFact) => void;
  /** Whether the person here is there for reporters. */
  readonly isHere: () => boolean;
}

export interface Team {
  readonly device: Device;
  readonly documents: Documents;
  readonly view: () => TeamView;
  /** Whether the newest document makes this device a coordinator's. */
  readonly isCoordinator: () => boolean;
  /** Who we are when talking, and how what comes in is opened. */
  readonly talk: ReturnType<typeof talkOf>;
  /** Relay time while it can be believed, else our own (PROTOCOL §2): what dates beacons and calls for help. */
  readonly time: () => number;
  /** Made once; nothing is dialled before it begins. */
  readonly link: (news: LinkNews) => TeamLink;
  /** Fetches the document; does nothing before there is a link. */
  readonly refetch: () => Promise<void>;
  readonly refetchWith: (refetch: () => Promise<void>) => void;
}

export function openTeam(parts: Parts): Team {
  const { env, carrier, keys } = parts;
  const device = deviceOf(keys.current());
  let older: ((bundles: TeamAnswer['bundles']) => Promise<void>) | null = null;
  let refetch: (() => Promise<void>) | null = null;
  const documents = new Documents({ ...parts, bundles: async (bundles) => await older?.(bundles) });
  const { team } = documents.current();
  const docSeq = (): number => documents.current().seq;
  const prekeys = prekeysOf({ env, carrier, keys, device, team, docSeq });
  return {
    device,
    documents,
    view: () => viewOf({ documents, keys, device }),
    isCoordinator: () =>
      documents
        .current()
        .devices.some(({ id, roles }) => id === device.keys.id && roles.includes('coordinator')),
    talk: talkOf({ keys, device, documents, prekeys }),
    time: () => documents.time(),
    link: ({ online, newDocument, older: raise, forked, tell, isHere }) => {
      documents.whenForked(once(forked));
      older = async (bundles) => {
        const count = behind(keys.current(), device.keys.id, bundles);
        if (count > 0) await raise(count);
      };
      const stale = (expires: number): void => tell({ type: 'document-stale', expires });
      const more = { device, documents, prekeys, online, newDocument, stale, isHere };
      return new TeamLink({ ...parts, ...more });
    },
    refetch: async () => await refetch?.(),
    refetchWith: (how) => {
      refetch = how;
    },
  };
}

interface Known {
  readonly keys: VaultKeys;
  readonly device: Device;
  readonly documents: Documents;
}

function talkOf({ keys, device, documents, prekeys }: Known & { readonly prekeys: Prekeys }) {
  const { team } = documents.current();
  const { ik, id } = device.keys;
  const { language } = keys.current().settings;
  return {
    /** The name we write under; a person may change it at any time. */
    alias: (): string => keys.current().settings.alias,
    language,
    me: device.me,
    own: id,
    operators: () => documents.operators(),
    docSeq: (): number => documents.current().seq,
    aliases: () => aliasesOf(documents.current()),
    topicOf: (topics: readonly number[]) => topicOf(documents.current(), topics, language),
    devices: () => documents.devices(),
    lastSeen: (one: DeviceId) => documents.lastSeen(one),
    sealing: () => ({ team, ik, me: id, reachable: documents.reachable() }),
    /** Throws once locked: with wiped keys everything would look unreadable, and be settled and lost. */
    open: (copy: SealedCopy): Opened | null => {
      keys.current();
      try {
        return open(copy, { team, ik, keyFor: prekeys.keyFor });
      } catch (error) {
        if (error instanceof ProtocolError) return null;
        throw error;
      }
    },
  };
}

/** An alarm is told once in an unlock, however often the relay is asked. */
function once(tell: () => void): () => void {
  let told = false;
  return () => {
    if (!told) tell();
    told = true;
  };
}

function viewOf({ keys, device, documents }: Known): TeamView {
  const document = documents.current();
  const { teamName, alias, relay, language } = keys.current().settings;
  return {
    name: nameOf(document, language) ?? teamName,
    alias,
    aliases: aliasesOf(document),
    devices: document.devices.filter(({ roles }) => roles.includes('operator')).length,
    pin: formatPin(pinOf(document)),
    numbers: teamFingerprint(pinOf(document)),
    relay: document.origins[0] ?? relay,
    documentSeq: document.seq,
    documentExpires: document.expires,
    member: documents.lists(device.keys.id),
    device: device.keys.id,
  };
}
