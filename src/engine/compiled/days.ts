import type { Sheet } from './sheet.ts';

const DAY = 86_400_000;

/** Code that gives the local day of an instant. */
export function dayCode(sheet: Sheet, name: string, instant: string): string[] {
    const { zone, step } = sheet.calendar;
    const length = DAY / step;
    // From 1970 on, cutting off is rounding down, and whole numbers stay whole.
    const whole = sheet.calendar.first >= 0 ? `(${instant} / ${length}) | 0` : `Math.floor(${instant} / ${length})`;
    if (zone.name === 'UTC') return [`${name} = ${whole};`];
    const starts = sheet.instantByDay('start of day', day => zone.startOfDay(day));
    return [
        `${name} = ${whole};`,
        `while (${instant} < ${starts(name)}) ${name}--;`,
        `while (${instant} >= ${starts(`${name} + 1`)}) ${name}++;`,
    ];
}
