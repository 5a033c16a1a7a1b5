// Room: ui/app/acts. Another version of what the whole team shares stands: whoever shows it reads it again.
import type { PaperName } from '../../../../contract/papers.ts';
import type { ActContext } from './context.ts';

export function hearPaper({ desk, stores }: ActContext, name: PaperName): void {
  // A vault that ends now takes the screen with it.
  const over = (): void => undefined;
  switch (name) {
    case 'replies':
      void desk.workplace(null).then((kept) => stores.workplace.send(kept), over);
      return;
    case 'codebook':
      // What nobody has looked at yet is read when somebody does.
      if (stores.marking.get().coding === null) return;
      void desk
        .coding(null)
        .then((coding) => stores.marking.send({ type: 'coding', coding }), over);
      return;
    case 'checklist':
      void desk.checklist(null).then((list) => stores.checklist.send(list), over);
      return;
    case 'retention':
      if (stores.keeping.get().views.retention === null) return;
      void desk
        .retention(null)
        .then((retention) => stores.keeping.send({ type: 'seen', views: { retention } }), over);
  }
}
