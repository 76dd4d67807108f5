import { displayWidth } from '../layout/width.ts';

/*
 * Nobody knows the reader's fonts when the picture is made. These widths, in parts of the font's size, are those of
 * DejaVu Sans, the widest of the usual ones: a little room is left with others, and nothing overlaps.
 */
const NARROW = 0.36;
const MIDDLE = 0.62;
const CAPITAL = 0.72;
const BROAD = 0.95;

/** Width of a line of text in pixels, rather too much than too little. */
export function textWidthIn(text: string, fontSize: number): number {
    let width = 0;
    for (const character of text) width += relativeWidth(character);
    return Math.ceil(width * fontSize);
}

function relativeWidth(character: string): number {
    if (/[ijlrtfI.,:;'|!()[\] ]/.test(character)) return NARROW;
    if (/[mwMW%@…]/.test(character)) return BROAD;
    if (/[A-Z&]/.test(character)) return CAPITAL;
    return /[ -~]/.test(character) ? MIDDLE : MIDDLE * displayWidth(character);
}
