/** The part of the standard that we use, after section 3 of the OASIS specification. */
const message = {
    type: 'object',
    properties: { text: { type: 'string' } },
    required: ['text'],
    additionalProperties: false,
};
const positive = { type: 'integer', minimum: 1 };
const location = {
    id: { type: 'integer', minimum: -1 },
    message,
    physicalLocation: {
        type: 'object',
        properties: {
            artifactLocation: {
                type: 'object',
                properties: { uri: { type: 'string', pattern: "^[\\w:/?#\\[\\]@!$&'()*+,;=.~%-]+$" } },
                additionalProperties: false,
            },
            region: {
                type: 'object',
                properties: { startLine: positive, startColumn: positive, endLine: positive, endColumn: positive },
                required: ['startLine'],
                additionalProperties: false,
            },
        },
        required: ['artifactLocation'],
        additionalProperties: false,
    },
};
const locations = { type: 'array', items: { type: 'object', properties: location, additionalProperties: false } };
export const SARIF = {
    type: 'object',
    properties: {
        $schema: { type: 'string' },
        version: { const: '2.1.0' },
        runs: {
            type: 'array',
            items: {
                type: 'object',
                properties: {
                    tool: {
                        type: 'object',
                        properties: {
                            driver: {
                                type: 'object',
                                properties: {
                                    name: { type: 'string' },
                                    semanticVersion: { type: 'string' },
                                    rules: {
                                        type: 'array',
                                        uniqueItems: true,
                                        items: {
                                            type: 'object',
                                            properties: { id: { type: 'string' } },
                                            required: ['id'],
                                        },
                                    },
                                },
                                required: ['name'],
                                additionalProperties: false,
                            },
                        },
                        required: ['driver'],
                        additionalProperties: false,
                    },
                    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
                    results: {
                        type: 'array',
                        items: {
                            type: 'object',
                            properties: {
                                ruleId: { type: 'string' },
                                ruleIndex: { type: 'integer', minimum: -1 },
                                level: { enum: ['none', 'note', 'warning', 'error'] },
                                message,
                                locations,
                                relatedLocations: locations,
                                partialFingerprints: { type: 'object', additionalProperties: { type: 'string' } },
                            },
                            required: ['message'],
                            additionalProperties: false,
                        },
                    },
                },
                required: ['tool'],
                additionalProperties: false,
            },
        },
    },
    required: ['version', 'runs'],
    additionalProperties: false,
};
