import type { Sheet } from './sheet.ts';

const DAY = 86_400_000;

/** Code that gives the local day of an instant. */
export function dayCode(sheet: Sheet, name: string, instant: string): string[] {
    const { zone, step } = sheet.calendar;
    const length = DAY / step;
    if (zone.name === 'UTC') return [`${name} = Math.floor(${instant} / ${length});`];
    const starts = sheet.instantByDay('start of day', day => zone.startOfDay(day));
    return [
        `${name} = Math.floor(${instant} / ${length});`,
        `while (${instant} < ${starts(name)}) ${name}--;`,
        `while (${instant} >= ${starts(`${name} + 1`)}) ${name}++;`,
    ];
}
