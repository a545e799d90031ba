/** What the SDK and the engine write for a value that is known after an update only. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
