import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { expect } from 'vitest';
import { formatDate } from '../../../src/base/calendar.ts';
import { Rational } from '../../../src/base/rational.ts';
import { formatInstant, zoneOf } from '../../../src/base/zone.ts';
import type { Finding } from '../../../src/diagnostics/finding.ts';
import { columnsOf } from '../../../src/history/columns/block.ts';
import { memberReader } from '../../../src/history/columns/members.ts';
import { type History, type HistoryRequest, openHistory } from '../../../src/history/history.ts';
import type { Dataset } from '../../../src/model/dataset.ts';
import type { Line, Member, Occurrence } from '../../../src/model/occurrence.ts';
import type { Program } from '../../../src/model/program.ts';
import type { Value } from '../../../src/model/value.ts';
import { type ProgramSketch, type SourceSketch, sketchDataset, sketchProgram } from './program.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

export interface Case {
    readonly files: Files;
    readonly program?: ProgramSketch;
    readonly sources: readonly (readonly [target: string, sketch: SourceSketch])[];
    readonly request?: Partial<HistoryRequest>;
}

/** What reading the files comes to, as lines: members with what happened, rejects, remarks; or the findings. */
export async function story(asked: Case): Promise<string[]> {
    return withHistory(asked, async (history, text) => {
        if (history.findings.length > 0) return history.findings.map(finding => sayFinding(finding, text));
        const zone = asked.program?.timezone ?? 'Europe/Berlin';
        const lines: string[] = [];
        for await (const { member, occurrences } of history.members()) {
            lines.push(sayMember(member), ...occurrences.map(occurrence => `  ${sayOccurrence(occurrence, zone)}`));
        }
        lines.push(...history.rejects.map(({ file, row, reason }) => `! ${file}:${row} ${reason}`));
        return [...lines, ...history.remarks.map(remark => `# ${remark}`)];
    });
}

/** Opens the history of files in a folder of their own, which is gone afterwards. */
export async function withHistory<T>(
    asked: Case,
    use: (history: History, text: string, folder: string) => Promise<T>,
): Promise<T> {
    return withFolder(asked.files, async folder => {
        const { dataset, text } = sketchDataset(...asked.sources);
        const program = sketchProgram(asked.program);
        const history = await openHistory({ program, dataset, baseFolder: folder, ...asked.request });
        try {
            if (history.findings.length === 0) await expectSameInColumns(history, program, dataset);
            return await use(history, text, folder);
        } finally {
            await history.close();
        }
    });
}

/** Comparing many values takes longer than reading them. */
const MOST_COMPARED = 150_000;

/** Whatever a test reads: made into columns, it is the same. */
async function expectSameInColumns(history: History, program: Program, dataset: Dataset): Promise<void> {
    if (history.figures.rows > MOST_COMPARED) return;
    const columns = await history.columns();
    const reader = memberReader(program, dataset, columns);
    const members = history.members()[Symbol.asyncIterator]();
    for await (const block of columns.blocks()) {
        for (const member of reader.members(columnsOf(columns.layout, block))) {
            const { value: expected } = await members.next();
            if (!isDeepStrictEqual(member, expected)) expect(member).toStrictEqual(expected);
        }
    }
    expect(await members.next()).toHaveProperty('done', true);
}

export async function withFolder<T>(files: Files, use: (folder: string) => Promise<T>): Promise<T> {
    const folder = await mkdtemp(join(tmpdir(), 'history-test-'));
    try {
        for (const [name, content] of Object.entries(files)) {
            await mkdir(dirname(join(folder, name)), { recursive: true });
            await writeFile(join(folder, name), content);
        }
        return await use(folder);
    } finally {
        await rm(folder, { recursive: true });
    }
}

export function sayMember({ id, joined, referrer, fields }: Member): string {
    const parts = [id];
    if (joined !== undefined) parts.push(`joined ${formatDate(joined)}`);
    if (referrer !== undefined) parts.push(`referred by ${referrer}`);
    return [...parts, ...sayFields(fields)].join(' ');
}

/** `2026-03-02 14:05 purchase A1: 2 x LATTE at 4.5`; times in the program's zone. */
export function sayOccurrence(occurrence: Occurrence, zoneName: string): string {
    const zone = zoneOf(zoneName);
    if (zone === undefined) throw new Error(`no zone ${zoneName}`);
    const parts = [formatInstant(occurrence.at, zone), occurrence.event];
    if (occurrence.order !== undefined) parts.push(occurrence.order);
    parts.push(...sayFields(occurrence.fields));
    if (occurrence.shipping !== undefined) parts.push(`shipping ${occurrence.shipping}`);
    if (occurrence.tenders !== undefined) {
        parts.push(`gift card ${occurrence.tenders.giftCard}`, `credit ${occurrence.tenders.credit}`);
    }
    parts.push(...occurrence.redeems.map(({ reward, times }) => `redeems ${times} ${reward}`));
    const lines = occurrence.lines.map(sayLine).join(', ');
    return parts.join(' ') + (lines === '' ? '' : `: ${lines}`);
}

function sayLine(line: Line): string {
    const parts = [`${line.quantity} x ${line.sku ?? '?'} at ${line.price}`];
    if (line.paid) parts.push('paid');
    if (line.cost !== undefined) parts.push(`cost ${line.cost}`);
    if (line.tax !== undefined) parts.push(`tax ${line.tax}`);
    if (line.giftCard) parts.push('gift card');
    return [...parts, ...sayFields(line.fields)].join(' ');
}

const sayFields = (fields: ReadonlyMap<string, Value>): string[] =>
    Array.from(fields, ([name, value]) => `${name}=${sayValue(value)}`);

function sayValue(value: Value): string {
    if (value instanceof Set) return `{${[...value].join(',')}}`;
    if (typeof value === 'number') return formatDate(value);
    return value instanceof Rational ? value.toString() : String(value);
}

/** The text that is reported, its message, and what the first fix would write. */
function sayFinding(finding: Finding, text: string): string {
    const fix = finding.fixes[0]?.edits[0];
    const mended = fix === undefined ? '' : ` => ${text.slice(fix.start - 1, fix.start)}${fix.text}`;
    return `${finding.code} ${text.slice(finding.span.start, finding.span.end)} ${finding.message}${mended}`;
}
