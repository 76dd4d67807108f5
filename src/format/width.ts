let segmenter: Intl.Segmenter | undefined;

/** Made when first needed: that takes its time. */
function graphemesOf(text: string): Intl.Segments {
    segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
    return segmenter.segment(text);
}

/** Characters that fill two columns in an editor: East Asian scripts, full-width forms, emoji. */
const WIDE =
    /^(?:[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|\p{Emoji_Presentation})/u;

/** Columns that a line of text fills in an editor. */
export function columns(text: string): number {
    if (/^[\x20-\x7e]*$/.test(text)) return text.length;
    let width = 0;
    for (const { segment } of graphemesOf(text)) width += columnsOf(segment);
    return width;
}

function columnsOf(grapheme: string): number {
    if (/^(?:\p{Mark}|\p{Cf}|\p{Cc})+$/u.test(grapheme)) return 0;
    return WIDE.test(grapheme) || grapheme.includes('\ufe0f') ? 2 : 1;
}
