import type { LangiumDocument } from 'langium';
import type { Formatter } from 'langium/lsp';
import type { DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit } from 'vscode-languageserver';
import { type FormattedByEdits, formatEdits, formatRange } from '../format/format.ts';
import { editsOnType, onTypeOptions } from './on-type.ts';
import { rangeIn } from './positions.ts';

/** The one layout of `loyalty fmt`. A text with syntax errors is left as it is. */
export class LoyaltyFormatter implements Formatter {
    readonly formatOnTypeOptions = onTypeOptions;

    formatDocument(document: LangiumDocument): TextEdit[] {
        return editsOf(document, formatEdits(document.textDocument.getText()));
    }

    /** A range that ends before the first character of a line does not touch that line. */
    formatDocumentRange(document: LangiumDocument, { range }: DocumentRangeFormattingParams): TextEdit[] {
        const start = range.start.line;
        const end = range.end.character === 0 && range.end.line > start ? range.end.line - 1 : range.end.line;
        return editsOf(document, formatRange(document.textDocument.getText(), { start, end }));
    }

    formatDocumentOnType(document: LangiumDocument, params: DocumentOnTypeFormattingParams): TextEdit[] {
        return editsOnType(document, params);
    }
}

function editsOf(document: LangiumDocument, formatted: FormattedByEdits): TextEdit[] {
    if (formatted.kind !== 'formatted') return [];
    return formatted.edits.map(({ start, end, text }) => ({ range: rangeIn(document, start, end), newText: text }));
}
