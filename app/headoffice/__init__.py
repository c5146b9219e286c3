"""The server of a chain: nobody on the till imports it."""
