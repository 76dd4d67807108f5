import { didYouMean } from '../base/did-you-mean.ts';
import type { DiagnosticEntry } from './entry.ts';
import { type Finding, type Severity, severities } from './finding.ts';

/** How serious a project takes a finding to be, by its code. */
export type SeverityByCode = ReadonlyMap<string, Severity | 'off'>;

/** Lies in the folder of a project, or in one above it; says there once how serious findings are, among others. */
export const CONFIG_FILE = 'loyalty.config.json';

const levels: readonly string[] = [...severities, 'off'];

/** Undefined where it may be so, otherwise why not. */
export function whyNotSo(entries: readonly DiagnosticEntry[], code: string, level: string): string | undefined {
    const entry = entries.find(each => each.code === code);
    const codes = entries.map(each => each.code);
    if (entry === undefined) return `There is no diagnostic '${code}'.${didYouMean(code, codes)}`;
    if (!isLevel(level)) return `The severity of '${code}' must be one of ${levels.join(', ')}.`;
    if (entry.severity === 'error' && level !== 'error')
        return `'${code}' is an error and stays one: with it a program has no meaning.`;
    return undefined;
}

export const isLevel = (text: string): text is Severity | 'off' => levels.includes(text);

/** The findings as the project takes them; those that are off are left out. */
export function withSeverities(findings: readonly Finding[], byCode: SeverityByCode): readonly Finding[] {
    if (byCode.size === 0) return findings;
    return findings.flatMap(finding => {
        const level = byCode.get(finding.code) ?? finding.severity;
        return level === 'off' ? [] : [{ ...finding, severity: level }];
    });
}
