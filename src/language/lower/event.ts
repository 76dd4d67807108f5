import type { LangiumDocument } from 'langium';
import type { EventKind } from '../../model/event.ts';
import { duplicateName } from '../checks/names.ts';
import type * as ast from '../generated/ast.ts';
import { LIBRARY_URI, PRODUCT_LAUNCH, PSEUDO_EVENTS } from '../library.ts';
import { declarationsOf, documentOf, fileOf } from '../names.ts';
import { declared, docOf, type Lowering } from './context.ts';
import { mergeFields } from './merged-fields.ts';

export function lowerEvents(lowering: Lowering): EventKind[] {
    const byName = new Map<string, ast.EventDecl[]>();
    for (const event of lowering.documents.flatMap(eventsIn))
        byName.set(event.name, [...(byName.get(event.name) ?? []), event]);
    const library = lowering.names.library();
    for (const event of library ? declarationsOf(library, 'EventDecl') : [])
        byName.set(event.name, [...(byName.get(event.name) ?? []), event]);
    const kinds: EventKind[] = [];
    for (const [name, declarations] of byName) {
        if (PSEUDO_EVENTS.has(name)) {
            const own = declarations.find(each => !isBuiltIn(each));
            if (own) lowering.report(duplicateName, { node: own, property: 'name' }, [name, 'something built in']);
            continue;
        }
        const first = declarations[0];
        if (!first) continue;
        const builtIn = declarations.some(isBuiltIn);
        const doc = declarations.map(docOf).find(text => text !== '') ?? '';
        const items = name === PRODUCT_LAUNCH ? lowering.names.ownItemFields(lowering.root) : [];
        const fields = mergeFields(lowering, items, declarations, `the event '${name}'`);
        kinds.push({
            ...declared(first),
            doc,
            builtIn,
            fields,
            everybody: declarations.some(each => each.everybody),
            closes: declarations.map(each => each.closes?.ref?.name).find(each => each !== undefined),
        });
    }
    return kinds;
}

function eventsIn(document: LangiumDocument): readonly ast.EventDecl[] {
    const file = fileOf(document);
    return file ? declarationsOf(file, 'EventDecl') : [];
}

function isBuiltIn(node: ast.Declaration): boolean {
    return documentOf(node).uri.toString() === LIBRARY_URI;
}
