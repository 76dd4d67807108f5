import type { Earn } from '../../model/earn.ts';
import { toKey } from '../evaluate.ts';
import type { Part } from '../limits.ts';
import type { Scope } from '../scope.ts';

/** By which fields of the line, or of the event, its limits are looked up. */
export function keysOf({ limits, occasion }: Earn, { itemField, eventField }: Scope): Pick<Part, 'keys'> {
    const fields = limits.flatMap(({ each }) => each ?? []);
    if (fields.length === 0) return {};
    return {
        keys: new Map(
            fields.map(field => {
                const value = occasion.kind === 'item' ? itemField(field) : eventField(occasion.event, field);
                return [field, value === undefined ? '' : toKey(value)];
            }),
        ),
    };
}
