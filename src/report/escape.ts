/*
 * Names and texts come from programs and data: whoever wrote them must not be able to speak in our place. Every
 * renderer passes what it did not write itself through the function of its format.
 */

/** Controls, line breaks, and marks that turn the direction of writing: they could hide or forge output. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const UNSEEN = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/g;
const WHITE_SPACE = /[\t\n\v\f\r\u0085\u2028\u2029]/;

/** For terminals and single lines: white space becomes a blank, other unseen characters show their code. */
export function plain(text: string): string {
    return text.toWellFormed().replace(UNSEEN, unseen => (WHITE_SPACE.test(unseen) ? ' ' : `\\u${codeOf(unseen)}`));
}

/** For text between tags and for values of attributes in double or single quotes. */
export function html(text: string): string {
    return markup(plain(text));
}

/** As `html`; line breaks stay, characters that XML 1.0 does not know become U+FFFD. */
export function xml(text: string): string {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
    return markup(text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd'));
}

/** For running text and table cells of Markdown: nothing formats, links, embeds, mentions or breaks out of the cell. */
export function markdown(text: string): string {
    return plain(text)
        .replace(/[\\`*_[\]|~$]/g, '\\$&')
        .replace(/:(?=\S)/g, '\\:')
        .replace(/^(\s*)([#+-])(?=[\s#-]|$)/, '$1\\$2')
        .replace(/^(\s*\d+)([.)])(?=\s|$)/, '$1\\$2')
        .replace(/www\./gi, found => `${found.slice(0, -1)}\\.`)
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/@/g, '@<!-- -->');
}

/** For the message of a GitHub workflow command. */
export function gitHubMessage(text: string): string {
    return text.toWellFormed().replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

/** For a property of a GitHub workflow command, such as `file=` and `title=`. */
export function gitHubProperty(text: string): string {
    return gitHubMessage(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}

/** A path as a URI reference: `my program.loyalty` is `my%20program.loyalty`; absolute ones become `file:` URIs. */
export function uri(path: string): string {
    if (/^[a-z][a-z0-9+.-]+:/i.test(path)) return path.replace(/[^\w:/?#[\]@!$&'()*+,;=.~%-]/g, encodeURIComponent);
    const parts = path.toWellFormed().replaceAll('\\', '/').split('/');
    const encoded = parts.map(part => encodeURIComponent(part).replace(/^([A-Za-z])%3A$/, '$1:')).join('/');
    if (/^[A-Za-z]:/.test(encoded)) return `file:///${encoded}`;
    return encoded.startsWith('/') ? `file://${encoded}` : encoded;
}

function markup(text: string): string {
    return text
        .replace(/&/g, '&amp;')
        .replace(/</g, '&lt;')
        .replace(/>/g, '&gt;')
        .replace(/"/g, '&quot;')
        .replace(/'/g, '&#39;');
}

const codeOf = (character: string): string => (character.codePointAt(0) ?? 0).toString(16).padStart(4, '0');
