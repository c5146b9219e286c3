"""From the scan to the paper: what a code means, the draft, the sale, its history and copies."""
