// Room: ui/features/case. The form's parts, in the order a report is told.
import { useTranslation } from 'react-i18next';
import { ANTISEM } from '../../../../contract/case.ts';
import { Chip, Choice } from '../../parts/Choice.tsx';
import { Field, Help } from '../../parts/Field.tsx';
import { TextField } from '../../parts/TextField.tsx';
import { Category } from './Category.tsx';

import { CodeChoice, CodePicker, CodesChoice, WordsField } from './fields.tsx';
import { useCaseForm, useFieldWords } from './form-context.ts';
import { FromChecklist } from './FromChecklist.tsx';
import { Identifiers } from './Identifiers.tsx';
import { Pair } from './layout.ts';

/** When and where. Place names are typed here and stay here. */
export function WhenSection() {
  const { t } = useTranslation();
  const { entry } = useCaseForm();
  const { placeType, platform } = entry.incident;
  const online = placeType?.startsWith('online') === true || platform !== null;
  return (
    <>
      <Pair>
        <DateField />
        <CodePicker field="datePrecision" list="datePrecision" />
      </Pair>
      <Pair>
        <CodePicker field="placeType" list="placeType" />
        <CodePicker field="state" list="state" />
      </Pair>
      {online && <CodePicker field="platform" list="platform" />}
      <Pair>
        <WordsField field="municipality" stays />
        <WordsField field="district" stays />
      </Pair>
      <Pair>
        <WordsField field="placeName" stays />
        <WordsField field="institution" stays />
      </Pair>
      <Help>{t('case.help.private')}</Help>
    </>
  );
}

function DateField() {
  const { entry, edit } = useCaseForm();
  return (
    <TextField
      {...useFieldWords('date')}
      type="date"
      value={entry.incident.date ?? ''}
      onChange={(date) => edit({ date: date === '' ? null : date })}
    />
  );
}

/** What happened and out of which bias. The form of antisemitism appears when it is needed. */
export function WhatSection() {
  const { t } = useTranslation();
  const { entry } = useCaseForm();
  const { bias, form } = entry.incident;
  const antisem = bias.includes(ANTISEM);
  return (
    <>
      <Category />
      <CodesChoice field="bias" list="bias" />
      {(antisem || form !== null) && (
        <CodePicker
          field="form"
          list="form"
          {...(antisem && form === null ? { help: t('case.help.antisem') } : {})}
        />
      )}
      <CodesChoice field="secondaryCategories" list="category" without={entry.incident.category} />
      <Assembly />
    </>
  );
}

function Assembly() {
  const { t } = useTranslation();
  const { entry, edit } = useCaseForm();
  const { assembly } = entry.incident;
  return (
    <Field kind="group" {...useFieldWords('assembly')}>
      {() => (
        <div>
          <Chip aria-pressed={assembly} onClick={() => edit({ assembly: !assembly })}>
            {t('case.help.assembly')}
          </Chip>
        </div>
      )}
    </Field>
  );
}

/** Who was affected and who is accused, in bands only. */
export function WhoSection() {
  return (
    <>
      <CodeChoice field="victimAge" list="ageBand" />
      <CodeChoice field="victimGender" list="gender" />
      <CodeChoice field="victimCount" list="countBand" />
      <CodePicker field="perpetratorRelation" list="relation" />
      <CodeChoice field="perpetratorCount" list="countBand" />
      <Identifiers />
    </>
  );
}

/** How the report came, what supports it, and what it may be used for. */
export function SourceSection() {
  const { t } = useTranslation();
  return (
    <>
      <Pair>
        <CodePicker field="channel" list="channel" />
        <CodePicker field="reporterRole" list="reporterRole" />
      </Pair>
      <CodePicker field="verification" list="verification" />
      <Police />
      <FromChecklist />
      <WordsField field="narrative" rows={5} />
      <CodesChoice field="consent" list="consentPurpose" help={t('case.help.consent')} />
    </>
  );
}

function Police() {
  const { t } = useTranslation();
  const { entry, edit } = useCaseForm();
  const { policeReported } = entry.incident;
  const chosen = policeReported === null ? [] : [policeReported ? 'yes' : 'no'];
  return (
    <Choice
      pick="one"
      {...useFieldWords('policeReported')}
      help={t('case.help.police')}
      options={[
        { value: 'yes', label: t('common.yes') },
        { value: 'no', label: t('common.no') },
      ]}
      chosen={chosen}
      onChange={([answer]) =>
        edit({ policeReported: answer === undefined ? null : answer === 'yes' })
      }
    />
  );
}
