import * as ast from './generated/ast.ts';

/** Of these fields, others than the one on the left that may have the same values. */
export function fieldsLike(left: ast.Expression, fields: readonly ast.Field[]): readonly ast.Field[] {
    const field = ast.isNameRef(left) ? (left.tail.at(-1) ?? left.head)?.ref : undefined;
    if (!ast.isField(field)) return [];
    return fields.filter(each => each !== field && haveSameValues(field, each));
}

/** Both plain and of one kind, or lists of values that share one. */
function haveSameValues({ type: one }: ast.Field, { type: other }: ast.Field): boolean {
    if (ast.isPlainType(one)) return ast.isPlainType(other) && one.kind === other.kind;
    if (one === undefined || !ast.isChoiceType(other)) return false;
    const names = new Set(one.values.map(({ name }) => name));
    return other.values.some(({ name }) => names.has(name));
}

/** What a field right of `is` is of: the member, the item, an event. */
export function ownerIn({ of }: ast.FieldOf): ast.MemberDecl | ast.ItemDecl | ast.EventDecl | undefined {
    const owner = ast.isConstantRef(of) ? of.value?.ref : undefined;
    return ast.isMemberDecl(owner) || ast.isItemDecl(owner) || ast.isEventDecl(owner) ? owner : undefined;
}
