"""Payment terminals: gateways that take the code on a customer's phone, and a person's own eyes."""
