// Room: ui/features/annotate. One code: name, meaning, colour, key, place; merged and retired, and back again.
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { styled } from '@mui/material/styles';
import { ArrowDown, ArrowUp, Check } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CODE_HUES, type CodebookCode } from '../../../../contract/annotation.ts';
import { useLanguage } from '../../app/use-language.ts';
import { Field, Problem } from '../../parts/Field.tsx';
import { IconAction } from '../../parts/IconAction.tsx';
import { Picker } from '../../parts/Picker.tsx';
import { colour } from '../../theme/colour.ts';
import type { CodeTree } from './code-tree.ts';
import { hueColour } from './look.ts';
import { Naming, type Named } from './Naming.tsx';
import { useEdit, type Editing } from './use-edit.ts';

const Row = styled('div')({ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 6 });
const Hue = styled(ButtonBase)({
  width: 28,
  height: 28,
  borderRadius: 8,
  forcedColorAdjust: 'none',
  color: colour.raised,
  '&[aria-pressed=true]': { outline: `2px solid ${colour.ink}`, outlineOffset: 2 },
});

const KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9'];
const HUES = Array.from({ length: CODE_HUES }, (_, hue) => hue);

interface Props {
  readonly code: CodebookCode;
  readonly tree: CodeTree;
}

export function EditCode({ code, tree }: Props) {
  const { t } = useTranslation();
  const { codesIn: language } = useLanguage();
  const editing = useEdit();
  const { why, edit } = editing;
  const { id, state, heading } = code;
  return (
    <>
      <h2 dir="auto">{code.label[language]}</h2>
      <Names key={language} code={code} editing={editing} />
      <Colours code={code} tree={tree} editing={editing} />
      {!heading && state === 'active' && (
        <Picker
          label={t('codes.key')}
          help={t('codes.keyHelp')}
          empty={t('codes.noKey')}
          options={KEYS.map((key) => ({ value: key, label: key }))}
          value={code.key === null ? null : String(code.key)}
          onChange={(key) => edit({ type: 'key', id, key: key === null ? null : Number(key) })}
        />
      )}
      <Row>
        <div style={{ flex: 1, minWidth: 160 }}>
          <Picker
            label={t('codes.under')}
            empty={t('codes.top')}
            options={tree.placesFor(id).map(({ code: place }) => ({
              value: place.id,
              label: [...tree.path(place, language), place.label[language]].join(' › '),
            }))}
            value={code.parent}
            onChange={(parent) => edit({ type: 'move', id, parent })}
          />
        </div>
        <IconAction
          icon={ArrowUp}
          label={t('codes.up')}
          onClick={() => edit({ type: 'shift', id, by: -1 })}
        />
        <IconAction
          icon={ArrowDown}
          label={t('codes.down')}
          onClick={() => edit({ type: 'shift', id, by: 1 })}
        />
      </Row>
      <Fate code={code} tree={tree} editing={editing} />
      {why !== null && (
        <div role="alert">
          <Problem>{t(`codes.problem.${why}`)}</Problem>
        </div>
      )}
    </>
  );
}

type With = Props & { readonly editing: Editing };

function Names({ code, editing: { busy, edit } }: Omit<With, 'tree'>) {
  const { t } = useTranslation();
  const { codesIn: language } = useLanguage();
  const known = { label: code.label[language], definition: code.definition[language] };
  const [named, setNamed] = useState<Named>(known);
  const changed =
    named.label.trim() !== known.label || named.definition.trim() !== known.definition;
  return (
    <>
      <Naming named={named} onChange={setNamed} />
      {changed && (
        <div>
          <Button
            variant="contained"
            disabled={busy || named.label.trim() === ''}
            onClick={() => edit({ type: 'name', id: code.id, ...named, language })}
          >
            {t('codes.save')}
          </Button>
        </div>
      )}
    </>
  );
}

function Colours({ code, tree, editing: { edit } }: With) {
  const { t } = useTranslation();
  const { id, parent, hue } = code;
  return (
    <Field kind="group" label={t('codes.hue')}>
      {({ labelId }) => (
        <Row role="group" aria-labelledby={labelId}>
          {HUES.map((one) => (
            <Hue
              key={one}
              aria-pressed={hue === one}
              aria-label={t('codes.hueNumber', { number: one + 1 })}
              style={{ backgroundColor: hueColour(one) }}
              onClick={() => edit({ type: 'hue', id, hue: one })}
            >
              {tree.hue(id) === one && <Check size={16} strokeWidth={2.5} aria-hidden />}
            </Hue>
          ))}
          {parent !== null && hue !== null && (
            <Button size="small" onClick={() => edit({ type: 'hue', id, hue: null })}>
              {t('codes.hueAbove')}
            </Button>
          )}
        </Row>
      )}
    </Field>
  );
}

/** What a code is merged into or that it is retired is taken back by one press; nothing that was marked changes. */
function Fate({ code, tree, editing: { busy, edit } }: With) {
  const { t } = useTranslation();
  const { codesIn: language } = useLanguage();
  const [into, setInto] = useState<string | null>(null);
  const { id, state, heading } = code;
  if (state !== 'active') {
    return (
      <div>
        <p>
          {state === 'retired'
            ? t('codes.retiredHelp')
            : t('codes.mergedHelp', { name: tree.label(id, language) })}
        </p>
        <Button disabled={busy} onClick={() => edit({ type: 'restore', id })}>
          {t('codes.restore')}
        </Button>
      </div>
    );
  }
  const others = tree.offered().filter((other) => other.id !== id);
  return (
    <>
      {!heading && (
        <div>
          <Picker
            label={t('codes.merge')}
            help={t('codes.mergeHelp')}
            empty={t('codes.nothing')}
            options={others.map((other) => ({
              value: other.id,
              label: [...tree.path(other, language), other.label[language]].join(' › '),
            }))}
            value={into}
            onChange={setInto}
          />
          {into !== null && (
            <Button
              sx={{ mt: '8px' }}
              disabled={busy}
              onClick={() => edit({ type: 'merge', id, into })}
            >
              {t('codes.mergeGo')}
            </Button>
          )}
        </div>
      )}
      <div>
        <Button disabled={busy} onClick={() => edit({ type: 'retire', id })}>
          {t('codes.retire')}
        </Button>
      </div>
    </>
  );
}
