import type { StoryDocument } from '../../model/documents/story.ts';
import type { Format } from '../format.ts';
import { jsonFormat } from '../json.ts';
import { storyText } from './text.ts';

export const storyFormats = {
    text: { title: "a member's story, for people", extension: 'txt', render: storyText },
    json: jsonFormat,
} satisfies Record<string, Format<StoryDocument>>;
