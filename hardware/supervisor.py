"""One thread per port: bounded queue, deadlines, back-off, health."""
