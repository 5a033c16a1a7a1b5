import { avatarKind } from '../../protocol/team/profile-values.ts';
import type { Alias } from './face.ts';

/** What stands for somebody who answers. */
export type Avatar =
  | { readonly kind: 'picture'; readonly src: string }
  | { readonly kind: 'emoji'; readonly emoji: string }
  | { readonly kind: 'initial' };

/** The avatar the profile has for an alias (PROTOCOL §2, Profile). Whatever is neither emoji nor picture is the initial. */
export function avatarOf(aliases: readonly Alias[], name: string): Avatar {
  const avatar = aliases.find(({ names }) => names.includes(name))?.avatar ?? '';
  switch (avatarKind(avatar)) {
    case 'picture':
      return { kind: 'picture', src: avatar };
    case 'emoji':
      return { kind: 'emoji', emoji: avatar };
    case null:
      return { kind: 'initial' };
  }
}

export const initialOf = (name: string): string => (Array.from(name.trim())[0] ?? '').toUpperCase();

const HUES = [190, 250, 300, 20, 60, 120] as const;

/** A calm colour for a name, the same on every screen. */
export const hueOf = (name: string): number =>
  HUES[
    Array.from(name).reduce((sum, letter) => sum + (letter.codePointAt(0) ?? 0), 0) % HUES.length
  ] ?? HUES[0];
