import type { DiagnosticEntry } from '../../diagnostics/entry.ts';
import type { FindingsDocument } from '../../model/documents/findings.ts';
import { uri } from '../escape.ts';
import type { Surroundings } from '../format.ts';
import { fingerprints } from './fingerprint.ts';
import type { Found } from './formats.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';
const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;

/** Static Analysis Results Interchange Format 2.1.0 (OASIS). Columns count UTF-16 units, as ours do. */
export function findingsSarif(document: FindingsDocument, { entries, version }: Surroundings): string {
    const codes = [...new Set(document.findings.map(({ code }) => code))].sort();
    const prints = fingerprints(document.findings);
    const run = {
        tool: { driver: { name: 'loyalty', semanticVersion: version, rules: codes.map(code => rule(code, entries)) } },
        columnKind: 'utf16CodeUnits',
        results: document.findings.map((finding, index) => ({
            ruleId: finding.code,
            ruleIndex: codes.indexOf(finding.code),
            level: LEVELS[finding.severity],
            message: { text: finding.fix === undefined ? finding.message : `${finding.message}\nFix: ${finding.fix}` },
            locations: [location(finding)],
            ...related(finding),
            partialFingerprints: { 'loyaltyFinding/v1': prints[index] },
        })),
    };
    return `${JSON.stringify({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, undefined, 2)}\n`;
}

function rule(code: string, entries: readonly DiagnosticEntry[]): object {
    const entry = entries.find(each => each.code === code);
    if (entry === undefined) return { id: code };
    return {
        id: code,
        shortDescription: { text: entry.title },
        fullDescription: { text: entry.explanation },
        help: {
            text: `${entry.explanation}\n\nInstead of:\n${entry.bad.replace(/[«»]/g, '')}\n\nwrite:\n${entry.good}`,
        },
        defaultConfiguration: { level: LEVELS[entry.severity] },
    };
}

function related({ related }: Found): object {
    if (related === undefined || related.length === 0) return {};
    return {
        relatedLocations: related.map((place, index) => ({
            id: index + 1,
            message: { text: place.message },
            ...location(place),
        })),
    };
}

function location({ file, range }: Pick<Found, 'file' | 'range'>): object {
    const region = {
        startLine: range.start.line,
        startColumn: range.start.column,
        endLine: range.end.line,
        endColumn: range.end.column,
    };
    return { physicalLocation: { artifactLocation: { uri: uri(file) }, region } };
}
