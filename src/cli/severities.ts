import { didYouMean } from '../base/did-you-mean.ts';
import { type Finding, type Severity, severities } from '../diagnostics/finding.ts';
import { WrongUse } from './failure.ts';

/** How serious a project takes a finding to be, by its code. */
export type SeverityByCode = ReadonlyMap<string, Severity | 'off'>;

const levels: readonly string[] = [...severities, 'off'];

/** `rules/may-both-apply=warning`, each later one over those before it. */
export async function parseSeverities(settings: readonly string[]): Promise<SeverityByCode> {
    if (settings.length === 0) return new Map();
    const { diagnosticEntries } = await import('./entries.ts');
    const codes = diagnosticEntries.map(({ code }) => code);
    return new Map(
        settings.map(setting => {
            const [code = '', level = ''] = setting.split('=');
            const entry = diagnosticEntries.find(each => each.code === code);
            if (entry === undefined) throw new WrongUse(`There is no diagnostic '${code}'.${didYouMean(code, codes)}`);
            if (!isLevel(level))
                throw new WrongUse(`'${setting}' must end with one of ${levels.map(each => `=${each}`).join(', ')}.`);
            if (entry.severity === 'error' && level !== 'error')
                throw new WrongUse(`'${code}' is an error and stays one: with it a program has no meaning.`);
            return [code, level] as const;
        }),
    );
}

const isLevel = (text: string): text is Severity | 'off' => levels.includes(text);

/** The findings as the project takes them; those that are off are left out. */
export function withSeverities(findings: readonly Finding[], bySeverity: SeverityByCode): readonly Finding[] {
    if (bySeverity.size === 0) return findings;
    return findings.flatMap(finding => {
        const level = bySeverity.get(finding.code) ?? finding.severity;
        return level === 'off' ? [] : [{ ...finding, severity: level }];
    });
}
