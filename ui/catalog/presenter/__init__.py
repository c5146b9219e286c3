"""What a gesture in the catalogue asks for and what came of it: one presenter a page, no Qt."""
