/** One way to write a clause: words that stand there as they are, and places to fill in. */
export interface Form {
    /** Of the node in the tree. */
    readonly type: string;
    /** As in the phrases, up to where its block begins. */
    readonly snippet: string;
    readonly parts: readonly Part[];
}

interface Part {
    /** The word; of a place, what it shows. */
    readonly text: string;
    readonly isPlace: boolean;
}

export interface Match {
    readonly form: Form;
    /** The place that comes next, counted from zero. */
    readonly active: number;
    /** How many words of it are written already. */
    readonly words: number;
    /** Whether only its first words have been written. */
    readonly isBegun: boolean;
}

const PART = /‹[^›]*›|"[^"]*"|[\p{L}\p{N}_][\p{L}\p{N}_.-]*|[^\s]/gu;
const TOKEN = /"[^"\r\n]*"|\d{1,2}:\d{2}|[\p{L}\p{N}_][\p{L}\p{N}_.-]*|[^\s]/gu;
const COMMENT = /\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** A clause is seldom longer. */
const FARTHEST = 40;

export function formOf(type: string, whole: string): Form {
    const snippet = (/^[^{\n]*/.exec(whole)?.[0] ?? '').trimEnd();
    const parts = [...snippet.matchAll(PART)].map(({ 0: text }) => {
        const isPlace = text.startsWith('‹') || text.startsWith('"‹');
        return { text: isPlace ? text.replace(/["‹›]/g, '') : text, isPlace };
    });
    return { type, snippet, parts };
}

export interface Written {
    readonly tokens: readonly string[];
    /** Whether the last word may be unfinished: the cursor stands at it. */
    readonly isOpen: boolean;
}

/** The last words before a cursor, without comments. */
export function tokensBefore(text: string): Written {
    const code = text.replace(COMMENT, ' ');
    const tokens = [...code.matchAll(TOKEN)].map(([token]) => token).slice(-FARTHEST);
    return { tokens, isOpen: /[\p{L}\p{N}_]$/u.test(code) };
}

/** Forms of which the text ends with a beginning, those that explain most of it first. */
export function bestMatches(forms: readonly Form[], { tokens, isOpen }: Written): readonly Match[] {
    for (let start = Math.max(0, tokens.length - FARTHEST); start < tokens.length; start++) {
        const written = tokens.slice(start);
        const found = forms.flatMap(form => {
            const at = match(form.parts, 0, written, 0, isOpen);
            const next = at === undefined ? -1 : form.parts.findIndex((part, index) => index >= at && part.isPlace);
            if (at === undefined || next < 0) return [];
            const active = form.parts.slice(0, next).filter(({ isPlace }) => isPlace).length;
            const words = form.parts.slice(0, at).filter(({ isPlace }) => !isPlace).length;
            return [{ form, active, words, isBegun: active === 0 && next === at }];
        });
        if (found.length > 0) return found.sort((a, b) => b.words - a.words);
    }
    return [];
}

/** The part that comes next when all that is written fits; undefined when it does not. */
function match(
    parts: readonly Part[],
    part: number,
    written: readonly string[],
    at: number,
    isOpen: boolean,
): number | undefined {
    const token = written[at];
    const wanted = parts[part];
    if (token === undefined) return part;
    if (!wanted) return undefined;
    const isLast = at === written.length - 1;
    if (!wanted.isPlace) {
        if (token === wanted.text) return match(parts, part + 1, written, at + 1, isOpen);
        return isLast && isOpen && part > 0 && wanted.text.startsWith(token) ? part : undefined;
    }
    if (/^[{}]$/.test(token)) return undefined;
    if (isLast && isOpen) return part;
    const most = wanted.text.includes(' ') ? wanted.text.split(' ').length : 1;
    for (let count = 1; count <= most; count++) {
        const found = match(parts, part + 1, written, at + count, isOpen);
        if (found !== undefined && at + count <= written.length) return found;
    }
    return undefined;
}
