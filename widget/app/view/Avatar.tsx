import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { avatarOf, hueOf, initialOf } from '../avatar.ts';
import type { Face } from '../face.ts';

/** Who writes, at a glance: the picture or emoji the team signed for this alias, else the first letter. */
export function Avatar(props: { readonly face: Face; readonly name: string }): JSX.Element {
  const { face, name } = props;
  const [broken, fail] = useState('');
  const avatar = avatarOf(face.aliases, name);
  if (avatar.kind === 'picture' && avatar.src !== broken) {
    return <img class="face" src={avatar.src} alt="" onError={() => fail(avatar.src)} />;
  }
  return (
    <span class="face" style={{ '--hue': `${hueOf(name)}` }} aria-hidden="true">
      {avatar.kind === 'emoji' ? avatar.emoji : initialOf(name)}
    </span>
  );
}
