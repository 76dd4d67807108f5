import { AstUtils, GrammarAST, type LangiumDocument, UriUtils } from 'langium';
import { CompletionItemKind } from 'vscode-languageserver';
import { listCurrencies } from '../../base/currency.ts';
import * as ast from '../../language/generated/ast.ts';
import { fieldsOf } from '../../language/lower/dataset.ts';
import type { DataFiles } from '../data-files.ts';
import type { LoyaltyServerServices } from '../services.ts';

/** Something to propose where the grammar has free text or a name that is no reference. */
export interface Value {
    /** As it must be written, with quotes where it is text. */
    readonly text: string;
    readonly kind: CompletionItemKind;
    readonly detail: string;
}

/** Where a terminal stands: `Import.path`. */
export function terminalPlace(feature: GrammarAST.RuleCall): string | undefined {
    const assignment = AstUtils.getContainerOfType(feature, GrammarAST.isAssignment);
    const rule = AstUtils.getContainerOfType(feature, GrammarAST.isParserRule);
    return assignment && rule ? `${rule.name}.${assignment.feature}` : undefined;
}

/** Proposals for the terminal at this place. `source`: the source of data around the cursor, if any. */
export async function valuesAt(
    place: string,
    document: LangiumDocument,
    source: ast.Source | undefined,
    services: LoyaltyServerServices,
    files: DataFiles,
): Promise<readonly Value[]> {
    switch (place) {
        case 'Currency.name':
            return listCurrencies().map(({ code, name }) => ({
                text: code,
                kind: CompletionItemKind.Unit,
                detail: name,
            }));
        case 'TimeZoneClause.zone':
        case 'Source.zone':
            return Intl.supportedValuesOf('timeZone').map(zone =>
                quoted(zone, CompletionItemKind.Constant, 'time zone'),
            );
        case 'Import.path':
            return importable(document, services);
        case 'Source.path':
            return (await files.list(document.uri)).map(path => quoted(path, CompletionItemKind.File, 'file of data'));
        case 'Column.column':
        case 'RowFilter.column':
            return (await files.columns(document.uri, source?.path ?? '')).map(column =>
                quoted(column, CompletionItemKind.Field, `column of ${source?.path}`),
            );
        case 'Column.field':
            return source ? unmappedFields(document, source, services) : [];
        default:
            return [];
    }
}

/** Those that sound like what they are for come first: `day_of_birth` is none of them for `birthday`, `Birthday` is. */
export function bestFirst(values: readonly Value[], wanted: string | undefined): readonly Value[] {
    if (wanted === undefined) return values;
    const plain = (text: string): string => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
    const want = plain(wanted);
    const distance = ({ text }: Value): number => {
        const value = plain(text);
        if (value === want) return 0;
        return value.includes(want) || want.includes(value) ? 1 : 2;
    };
    return values.toSorted((a, b) => distance(a) - distance(b));
}

function quoted(text: string, kind: CompletionItemKind, detail: string): Value {
    return { text: `"${text}"`, kind, detail };
}

/** Files of the workspace that are not imported yet. */
function importable(document: LangiumDocument, services: LoyaltyServerServices): readonly Value[] {
    const imported = new Set(services.loyalty.Names.importsOf(document));
    return services.shared.workspace.LangiumDocuments.all
        .filter(
            each =>
                each !== document &&
                each.uri.scheme === document.uri.scheme &&
                each.uri.path.endsWith('.loyalty') &&
                !imported.has(each),
        )
        .map(each => UriUtils.relative(UriUtils.dirname(document.uri), each.uri).replace(/^\.\//, ''))
        .map(path => quoted(path, CompletionItemKind.File, 'file of this workspace'))
        .toArray();
}

/** What a row of this source can say, and does not say yet. */
function unmappedFields(
    document: LangiumDocument,
    source: ast.Source,
    services: LoyaltyServerServices,
): readonly Value[] {
    const target = source.target?.ref;
    if (!target) return [];
    const mapped = new Set(source.columns.map(each => each.field));
    const names = services.loyalty.Names;
    const fields = fieldsOf({ names, root: document }, ast.isMemberDecl(target) ? 'member' : target.name);
    return [...new Set(fields)]
        .filter(field => !mapped.has(field))
        .map(field => ({ text: field, kind: CompletionItemKind.Field, detail: `field of ${source.target?.$refText}` }));
}
