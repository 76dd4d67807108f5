let segmenter: Intl.Segmenter | undefined;

/** Made when first needed: it takes longer than most reports. */
function graphemesOf(text: string): Intl.Segments {
    segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
    return segmenter.segment(text);
}

/** Characters that fill two columns of a terminal: East Asian scripts, full-width forms and emoji. */
const WIDE =
    /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})/u;

/** Columns of a terminal that the text fills. */
export function displayWidth(text: string): number {
    if (/^[\x20-\x7e]*$/.test(text)) return text.length;
    let width = 0;
    for (const { segment } of graphemesOf(text)) width += graphemeWidth(segment);
    return width;
}

export function padEnd(text: string, width: number): string {
    return text + ' '.repeat(Math.max(0, width - displayWidth(text)));
}

export function padStart(text: string, width: number): string {
    return ' '.repeat(Math.max(0, width - displayWidth(text))) + text;
}

/** Lines of at most `width` columns, broken at blanks, within a word only where it alone is too long. */
export function wrap(text: string, width: number): string[] {
    const lines: string[] = [];
    let line = '';
    for (const word of text.split(' ').flatMap(long => pieces(long, width))) {
        const joined = line === '' ? word : `${line} ${word}`;
        if (displayWidth(joined) <= width) line = joined;
        else {
            lines.push(line);
            line = word;
        }
    }
    return [...lines, line];
}

function pieces(word: string, width: number): string[] {
    if (displayWidth(word) <= width) return [word];
    const parts: string[] = [];
    let part = '';
    for (const { segment } of graphemesOf(word)) {
        if (part !== '' && displayWidth(part + segment) > width) {
            parts.push(part);
            part = '';
        }
        part += segment;
    }
    return [...parts, part];
}

function graphemeWidth(grapheme: string): number {
    if (/^(?:\p{Mark}|\p{Cf})+$/u.test(grapheme)) return 0;
    return WIDE.test(grapheme) ? 2 : 1;
}
