import { invariant } from '../base/invariant.ts';
import { type Zone, zoneOf } from '../base/zone.ts';
import type { Finding } from '../diagnostics/finding.ts';
import type { DataSource, Dataset } from '../model/dataset.ts';
import type { Program } from '../model/program.ts';
import { dataError, replaceQuoted } from './findings.ts';
import { type Format, formatOf } from './formats.ts';
import { unknownFormat } from './header.ts';
import { PRICE_LIST, planSource, type SourcePlan } from './mapping.ts';
import { type DataFile, locateData } from './paths.ts';

/** A file with the sources that take rows from it. Each file is read once. */
export interface FilePlan {
    readonly file: DataFile;
    readonly format: Format;
    readonly sources: readonly SourcePlan[];
}

export interface Plan {
    readonly findings: readonly Finding[];
    readonly files: readonly FilePlan[];
    readonly sources: readonly SourcePlan[];
    /** Names of what rows become: `member` first, then events. */
    readonly kinds: readonly string[];
    readonly zone: Zone;
}

export interface DataPlace {
    readonly baseFolder: string;
    readonly dataFolder?: string | undefined;
}

/** What is to be read and how; nothing of the files has been read yet. */
export async function planDataset(program: Program, dataset: Dataset, place: DataPlace): Promise<Plan> {
    const sources = planSources(program, dataset);
    const findings = dataset.sources.flatMap(source => unmapped(source, hasPriceList(dataset), program));
    const files = new Map<string, FilePlan & { sources: SourcePlan[] }>();
    for (const plan of sources) {
        for (const file of await filesOf(plan.source, place, findings)) {
            const known = files.get(file.path);
            if (known === undefined) files.set(file.path, { ...file, sources: [plan] });
            else known.sources.push(plan);
        }
    }
    return { findings, files: [...files.values()], sources, kinds: kindsOf(dataset), zone: programZone(program) };
}

/** How the rows of each source become members and events; the same program and dataset give the same plans. */
export function planSources(program: Program, dataset: Dataset): SourcePlan[] {
    const localZone = programZone(program);
    const kinds = kindsOf(dataset);
    const hasList = hasPriceList(dataset);
    return dataset.sources.map((source, index) => {
        const zone = sourceZone(source, localZone);
        return planSource(source, { index, kind: kinds.indexOf(source.target), zone, localZone }, hasList, program);
    });
}

const hasPriceList = ({ sources }: Dataset): boolean => sources.some(({ target }) => target === PRICE_LIST);

const kindsOf = (dataset: Dataset): string[] => [
    ...new Set(['member', ...dataset.sources.map(source => source.target)]),
];

/** Where days begin, for members without a zone of their own. */
export function programZone(program: Program): Zone {
    const { timeZone } = program;
    const zone = zoneOf(timeZone.kind === 'fixed' ? timeZone.zone : timeZone.fallback);
    invariant(zone !== undefined, 'a program has a time zone that exists');
    return zone;
}

function sourceZone(source: DataSource, fallback: Zone): Zone {
    if (source.timeZone === undefined) return fallback;
    const zone = zoneOf(source.timeZone);
    invariant(zone !== undefined, 'a source has a time zone that exists');
    return zone;
}

type Located = Pick<FilePlan, 'format'> & { readonly file: DataFile; readonly path: string };

async function filesOf(source: DataSource, place: DataPlace, findings: Finding[]): Promise<Located[]> {
    const found = await locateData(source.path, place.baseFolder, place.dataFolder);
    if (!Array.isArray(found)) {
        const fixes = found.instead === undefined ? [] : replaceQuoted(source.pathSpan, source.path, found.instead);
        findings.push(dataError(found.code, found.message, source.pathSpan, fixes));
        return [];
    }
    const files = found.map(file => ({ file, path: file.path, format: formatOf(file.name) }));
    const strange = files.find(({ format }) => format === undefined);
    if (strange !== undefined) {
        findings.push(dataError('data/unknown-format', unknownFormat(strange.file.name), source.pathSpan));
    }
    return files.flatMap(({ format, ...rest }) => (format === undefined ? [] : [{ ...rest, format }]));
}

/** What no row can do without. */
function unmapped(source: DataSource, hasList: boolean, { events }: Program): Finding[] {
    const isForEverybody = events.some(({ name, everybody }) => everybody === true && name === source.target);
    const mapped = new Set(source.columns.map(column => column.field));
    const needed = neededRoles(source.target, isForEverybody);
    const missing = needed.filter(role => !mapped.has(role)).map(role => `'${role}'`);
    const prices = ['price', 'amount', 'paid', 'list_price'];
    if (source.target === 'purchase' && !hasList && !prices.some(field => mapped.has(field)))
        missing.push("one of 'price', 'amount' and 'paid'");
    if (missing.length === 0) return [];
    const message = `The columns of '${source.path}' must be mapped to ${missing.join(' and ')}: each ${source.target} needs it.`;
    return [dataError('data/unmapped', message, source.pathSpan)];
}

function neededRoles(target: string, isForEverybody: boolean): readonly string[] {
    if (target === 'member') return ['id'];
    if (target === PRICE_LIST) return ['time', 'sku', 'price'];
    return isForEverybody ? ['time'] : ['member', 'time'];
}
