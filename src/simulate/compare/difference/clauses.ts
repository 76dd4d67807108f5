/*
 * The clauses of a declaration as its author wrote them, one text each. Only words for people are made of them: what
 * a program means comes from its model.
 */

/** The clauses between the braces that follow the name of a declaration; what stands before the braces comes first. */
export function clausesAfter(text: string, end: number): string[] {
    const rest = withoutComments(text.slice(end, end + LONGEST));
    const open = rest.search(/[{\n]/);
    if (open < 0 || rest[open] === '\n') return [folded(rest.slice(0, open < 0 ? undefined : open))].filter(isSaid);
    const body = rest.slice(open + 1, closing(rest, open));
    const lines = body.includes('\n') ? body.split('\n') : body.split(STARTS);
    return [folded(rest.slice(0, open)), ...lines.flatMap(line => line.split(/[{}]/)).map(folded)].filter(isSaid);
}

const LONGEST = 20_000;

const folded = (text: string): string => text.replace(/\s+/g, ' ').trim();
const isSaid = (text: string): boolean => text !== '';

/** Where clauses begin in a block of one line. */
const STARTS =
    /\s(?=(?:give|when|where|during|limit|worth|use|decimals|round|pending|expire|return|debt|spend|qualify|upgrade|review|downgrade|grace|keep|guarantee|crossing|surplus|tier|costs|at most|discount|new price|floor|spread|send|offer|ask|hold out|currency|timezone|valid|channels)\b)/;

/** Texts in quotes stay as they are. */
function withoutComments(text: string): string {
    return text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, found =>
        found.startsWith('"') ? found : ' ',
    );
}

/** The brace that closes the one at `open`; the end where it is missing. */
function closing(text: string, open: number): number {
    let depth = 0;
    for (const { 0: found, index } of text.matchAll(/"(?:[^"\\\n]|\\.)*"|[{}]/g)) {
        if (index < open || found.startsWith('"')) continue;
        depth += found === '{' ? 1 : -1;
        if (depth === 0) return index;
    }
    return text.length;
}
