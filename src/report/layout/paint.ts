import type { Severity } from '../../diagnostics/finding.ts';
import type { Mood } from './page.ts';

/** ANSI colours, or none. Never the only bearer of a meaning: words and marks say the same. */
export interface Paint {
    readonly strong: (text: string) => string;
    readonly faint: (text: string) => string;
    readonly mood: (mood: Mood, text: string) => string;
    readonly severity: (severity: Severity, text: string) => string;
}

const RED = 31;
const GREEN = 32;
const YELLOW = 33;
const CYAN = 36;

export function paint(colour: boolean): Paint {
    const wear = (code: number, text: string): string => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
    return {
        strong: text => wear(1, text),
        faint: text => wear(2, text),
        mood: (mood, text) => (mood === 'neutral' ? text : wear(mood === 'good' ? GREEN : RED, text)),
        severity: (severity, text) => wear({ error: RED, warning: YELLOW, info: CYAN }[severity], text),
    };
}
