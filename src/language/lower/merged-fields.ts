import type { Field } from '../../model/event.ts';
import { sameType } from '../../model/type.ts';
import { duplicateField } from '../checks/names.ts';
import type * as ast from '../generated/ast.ts';
import { LIBRARY_URI, YIELDING } from '../library.ts';
import { documentOf } from '../names.ts';
import type { Lowering } from './context.ts';
import { leaveOut } from './mend.ts';
import { lowerField } from './type.ts';

/** Fields of all declarations of one thing; one that is there already is reported where the author wrote it. */
export function mergeFields(
    lowering: Lowering,
    seen: readonly ast.Field[],
    declarations: readonly { readonly fields: readonly ast.Field[] }[],
    owner: string,
): Field[] {
    const nodes = [...new Set([...declarations.flatMap(each => each.fields), ...seen])];
    const fromLibrary = nodes.filter(each => documentOf(each).uri.toString() === LIBRARY_URI);
    const others = nodes.filter(each => !fromLibrary.includes(each));
    const library = fromLibrary.filter(
        each => !YIELDING.has(each.name) || !others.some(({ name }) => name === each.name),
    );
    const fields = new Map<string, Field>();
    for (const node of [...library, ...others]) {
        const before = fields.get(node.name);
        const field = lowering.kept.lower(lowering, node, 'lower', own => lowerField(own, node));
        if (!before) fields.set(node.name, field);
        else
            lowering.report(duplicateField, { node, property: 'name' }, [owner, node.name, before.builtIn], {
                fixes: sameType(before.type, field.type) ? [leaveOut(node)] : [],
            });
    }
    return [...fields.values()];
}
