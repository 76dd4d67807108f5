import * as ast from '../../language/generated/ast.ts';
import { fileOf } from '../../language/names.ts';
import { camel, freshName } from './names.ts';
import type { Refactoring } from './refactoring.ts';
import { nearest, within } from './spot.ts';
import { declareBefore, replaceNode, sourceOf } from './text.ts';

/** What is added up over a window gets a name, wherever the file asks for the same. */
export const extractMetric: Refactoring = {
    kind: 'refactor.extract',
    offers: (spot, services) => {
        const aggregate = nearest(spot, isMeasure);
        const { declaration, document } = spot;
        if (!aggregate || !declaration) return [];
        return [
            {
                title: 'Extract a metric',
                edits: () => {
                    const body = bodyOf(aggregate);
                    const same = within(fileOf(document) ?? declaration)
                        .filter(isMeasure)
                        .filter(each => folded(bodyOf(each)) === folded(body));
                    const path = [aggregate.of, ...aggregate.of.tail].at(-1);
                    const last = ast.isNameRef(path) ? path.head.$refText : (path?.$refText ?? '');
                    const name = freshName(services.loyalty.Names, document, camel(aggregate.fn) + camel(last));
                    return [
                        ...same.map(each => replaceNode(each, `${name} over ${sourceOf(each.window)}`)),
                        declareBefore(declaration, `metric ${name} { ${body} }`),
                    ];
                },
            },
        ];
    },
};

interface Measured extends ast.Aggregate {
    window: ast.Window;
}

function isMeasure(node: Parameters<typeof ast.isAggregate>[0]): node is Measured {
    if (!ast.isAggregate(node) || !node.window || !node.of) return false;
    // `in distinct of …` has no other form; orders and journeys have no metrics.
    return !ast.isInList(node.$container) && node.window.kind !== 'order' && node.window.kind !== 'journey';
}

/** All before the window. */
function bodyOf(node: Measured): string {
    const start = node.$cstNode?.offset ?? 0;
    const before = sourceOf(node).slice(0, (node.window.$cstNode?.offset ?? start) - start);
    return before.replace(/over\s*$/, '').trimEnd();
}

const folded = (text: string): string => text.replace(/\s+/g, ' ');
