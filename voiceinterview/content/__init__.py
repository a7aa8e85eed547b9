"""prompts/ and rubrics/ read into domain objects, with every fault told."""
