import { invariant } from '../base/invariant.ts';
import { type Zone, zoneOf } from '../base/zone.ts';
import type { Member } from '../model/occurrence.ts';
import type { Program } from '../model/program.ts';

/** The zone of months and periods: the program's; where members have their own, that of those who have none. */
export function programZone({ timeZone }: Program): Zone {
    const zone = zoneOf(timeZone.kind === 'fixed' ? timeZone.zone : timeZone.fallback);
    invariant(zone !== undefined, 'the time zone of a program exists');
    return zone;
}

/** The zone in which a member's days begin. */
export function memberZone(program: Program, { fields }: Pick<Member, 'fields'>): Zone {
    if (program.timeZone.kind === 'fixed') return programZone(program);
    const name = fields.get('timezone');
    return (typeof name === 'string' ? zoneOf(name) : undefined) ?? programZone(program);
}
