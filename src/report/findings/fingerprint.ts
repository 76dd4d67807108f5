import { hashText } from '../../base/random.ts';
import type { Found } from './formats.ts';

/**
 * A name for each finding that stays when lines above it come and go, so that services recognise it: made of code,
 * file and message, and of a number where several say the same of one file.
 */
export function fingerprints(findings: readonly Found[]): string[] {
    const seen = new Map<string, number>();
    return findings.map(({ code, file, message }) => {
        const key = JSON.stringify([code, file, message]);
        const nth = (seen.get(key) ?? 0) + 1;
        seen.set(key, nth);
        return hashes(`${key}${nth}`);
    });
}

/** 128 bits: four hashes with different seeds. */
function hashes(text: string): string {
    return [1, 2, 3, 4].map(seed => hashText(text, seed).toString(16).padStart(8, '0')).join('');
}
