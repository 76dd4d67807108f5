import type { Rulebook } from './rulebook.ts';
import type { MemberState } from './state.ts';
import type { Place } from './windows.ts';

/** A member may move to another time zone, and may join later. */
export function placeOf({ zoneFor, turns }: Rulebook, state: MemberState): Place {
    let [fields, zone] = [state.fields, zoneFor(state.fields)];
    return {
        turns,
        get zone() {
            if (fields !== state.fields) [fields, zone] = [state.fields, zoneFor(state.fields)];
            return zone;
        },
        get joined() {
            return state.joined;
        },
    };
}
