"""The parts of the proof-reading page (`luoshi.exchange.as_html`): words, text with marks, list, template."""
