import { dayCode } from './days.ts';
import { truthOf } from './expression.ts';
import type { Look } from './look.ts';
import { movedOn } from './metric.ts';
import { refuse } from './refusal.ts';
import { Code, type Sheet } from './sheet.ts';

/** Name of the figure of members that is 1 where they are in a segment at the end of the run. */
export const segmentResult = (segment: string): string => `segment ${segment}`;

/** Code for what is asked of members where they stand at the end of the run. */
export function atEnd(sheet: Sheet, segments: readonly string[], from: Look): Code {
    const code = new Code();
    if (segments.length === 0) return code;
    const asked = new Set<string>();
    const look: Look = { ...from, at: 'at', day: 'day', asks: key => void asked.add(key) };
    const { calendar, program } = sheet;
    code.line(`const at = ${Math.floor(sheet.steps(calendar.until))}; let day = 0;`, ...dayCode(sheet, 'day', 'at'));
    code.line(`const bits = BITS[day - ${calendar.first}];`);
    const windows = code.mark();
    for (const [index, name] of segments.entries()) {
        const when = program.segments.find(segment => segment.name === name)?.when;
        if (when === undefined) return refuse(`the segment '${name}' is not declared`);
        code.line(`const in${index} = ${truthOf(sheet, when, look).holds} ? 1 : 0;`);
        sheet.result(segmentResult(name), `in${index}`);
    }
    windows(movedOn(sheet, asked, 'day'));
    return code;
}
