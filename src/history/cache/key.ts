import { createHash } from 'node:crypto';
import type { Dataset } from '../../model/dataset.ts';
import type { Field } from '../../model/event.ts';
import type { Program } from '../../model/program.ts';
import type { HistoryRequest } from '../history.ts';
import type { Plan } from '../plan.ts';

/** Whatever changes how files are read or kept makes this another number: what was kept before is then never found. */
const FORMAT = 2;

/** Names all that columns depend on: the contents of the files, how they are mapped, what fields hold, what is asked for. */
export function keyOf(request: HistoryRequest, plan: Plan, digests: readonly string[]): string {
    const { program, dataset, from, to, sample } = request;
    const files = plan.files.map(({ file, format }, index) => [file.name, format, digests[index]]);
    const asked = [from ?? null, to ?? null, sample ?? null];
    // Rules of time zones change with their database.
    const parts = [FORMAT, process.versions.tz ?? '', files, mappingOf(dataset), readingOf(program), asked];
    return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const mappingOf = ({ sources }: Dataset): unknown =>
    sources.map(({ target, path, filters, columns, timeZone }) => [
        target,
        path,
        filters.map(({ column, op, values }) => [column, op, values]),
        columns.map(({ field, column, negated, signed }) => [field, column, negated, ...(signed ? [signed] : [])]),
        timeZone ?? null,
    ]);

/** Of the program: what cells are read as. Its rules are not among it. */
const readingOf = ({ memberFields, itemFields, events, rewards, currency, timeZone }: Program): unknown => [
    memberFields.map(fieldOf),
    itemFields.map(fieldOf),
    events.map(({ name, builtIn, everybody, fields }) => [name, builtIn, everybody ?? false, fields.map(fieldOf)]),
    rewards.map(({ name }) => name),
    currency.decimals,
    timeZone,
];

const fieldOf = ({ name, type, builtIn }: Field): unknown => [name, type, builtIn];
