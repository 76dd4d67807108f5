import { formatDate } from '../../base/calendar.ts';
import { sayValue } from '../../engine/say.ts';
import type { StoryDocument } from '../../model/documents/story.ts';
import type { Member } from '../../model/occurrence.ts';
import type { Program } from '../../model/program.ts';

/** What is known of the member, and what is not. */
export function memberFacts(program: Program, { joined, referrer, fields }: Member): StoryDocument['facts'] {
    const own = program.memberFields.filter(({ builtIn, name }) => !builtIn || fields.has(name));
    return [
        { name: 'Joined', value: joined === undefined ? 'not known' : formatDate(joined) },
        ...(referrer === undefined ? [] : [{ name: 'Referred by', value: referrer }]),
        ...own.map(({ name, title, type }) => ({ name: title, value: sayValue(fields.get(name), type, program) })),
    ];
}
