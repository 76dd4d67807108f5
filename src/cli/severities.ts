import { isLevel, type SeverityByCode, whyNotSo } from '../diagnostics/severities.ts';
import { WrongUse } from './failure.ts';

/** `rules/may-both-apply=warning`, each later one over those before it. */
export async function parseSeverities(settings: readonly string[]): Promise<SeverityByCode> {
    if (settings.length === 0) return new Map();
    const { diagnosticEntries } = await import('./entries.ts');
    return new Map(
        settings.map(setting => {
            const [code = '', level = ''] = setting.split('=');
            const reason = whyNotSo(diagnosticEntries, code, level);
            if (reason !== undefined || !isLevel(level)) throw new WrongUse(reason ?? setting);
            return [code, level] as const;
        }),
    );
}
