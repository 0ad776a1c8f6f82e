"""Documents to site: ids, references, anchors and mentions, each found or reported (`site`)."""
