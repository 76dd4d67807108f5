import type { Declared } from './source.ts';
import type { Type } from './type.ts';

export interface Field extends Declared {
    readonly type: Type;
    /** Declared by the library, not by the author. */
    readonly builtIn: boolean;
}

/** A kind of event: built in (`purchase`, `return`, `enrolment` …) or the author's own. */
export interface EventKind extends Declared {
    readonly builtIn: boolean;
    readonly fields: readonly Field[];
    /** The event that this one closes (`complaint_closed closes complaint`). */
    readonly closes: string | undefined;
    /** It happens to no single member: `price_change`, `product_launch`. */
    readonly everybody?: boolean;
}
