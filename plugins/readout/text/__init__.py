"""Plain text: normalising, sentences, offsets, and recognising copies."""
