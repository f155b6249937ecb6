"""What a document says, before any format: options, stamp, content, blocks, provenance."""
