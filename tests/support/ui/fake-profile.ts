import type { DeskFact } from '../../../src/contract/desk.ts';
import type { Handlers } from '../../../src/contract/door.ts';
import { ok, refuse } from '../../../src/contract/outcome.ts';
import type {
  ProfileClash,
  ProfileDraft,
  ProfileRequests,
  ProfileTexts,
  ProfileVersion,
  ProfileView,
} from '../../../src/contract/profile.ts';
import { checkTexts } from '../../../src/renderer/vault/profile/check.ts';
import { sorted } from '../../../src/renderer/vault/profile/merge.ts';
import { firstProfile } from '../../../src/renderer/vault/team/profile-texts.ts';
import { DAY } from './fake-parts.ts';

const extra = (key: string, value: string, lang = '') => ({ key, lang, value });

const texts: ProfileTexts = sorted([
  ...firstProfile({ team: 'Gemeinsam gegen Hass', alias: 'Noa' }),
  extra('alias.0.avatar', '🦊'),
  extra('alias.1.name', 'Mika'),
  extra('look.accent', '#0f5d57'),
  extra('channel.1.label', 'Telefon', 'de'),
  extra('channel.1.value', '030 1234567'),
  extra('partner.1.name', 'Meldestelle Nord'),
  extra('partner.1.url', 'https://www.example.org/melden'),
]);

/** A profile without a relay. `clash`, `offline` and `operator` are what can go wrong. */
export function fakeProfile(
  wish: string,
  tell: (fact: DeskFact) => void,
): Handlers<ProfileRequests> {
  let current: ProfileVersion = { seq: 12, issued: Date.now() - 3 * DAY, texts };
  const older = (seq: number, name: string): ProfileVersion => ({
    seq,
    issued: Date.now() - (15 - seq) * 9 * DAY,
    texts: sorted([...texts.filter(({ key }) => key !== 'name'), extra('name', name)]),
  });
  let versions = [current, older(9, 'Gegen Hass'), older(1, 'Anlaufstelle')];
  let draft: ProfileDraft | null = null;
  let clashes: readonly ProfileClash[] = [];
  const view = (): ProfileView => ({ current, mayEdit: wish !== 'operator', draft, clashes });
  return {
    profile: async () => view(),
    checkProfile: async ({ texts: wanted }) => checkTexts(sorted(wanted), current.texts),
    keepProfileDraft: async ({ draft: kept }) => {
      if (wish === 'disk-full') return refuse('disk-full');
      draft = kept && { ...kept, waits: false };
      return ok(null);
    },
    publishProfile: async ({ texts: wanted, base, over }) => {
      if (wish === 'offline') {
        draft = { base, texts: wanted, waits: true };
        return refuse('offline');
      }
      if (wish === 'clash' && over.length === 0) {
        const name = extra('name', 'Von Mika geändert');
        current = {
          ...current,
          seq: 13,
          texts: sorted([...texts.filter(({ key }) => key !== 'name'), name]),
        };
        const mine = wanted.find(({ key }) => key === 'name')?.value ?? null;
        draft = { base, texts: wanted, waits: false };
        clashes = [{ key: 'name', lang: '', mine, theirs: name.value }];
        return refuse('clash');
      }
      current = { seq: current.seq + 1, issued: Date.now(), texts: sorted(wanted) };
      versions = [current, ...versions];
      draft = null;
      clashes = [];
      tell({ type: 'profile-changed' });
      return ok(view());
    },
    profileVersions: async () => versions,
  };
}
