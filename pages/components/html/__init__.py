"""Small pieces of HTML: markup, sections, status marks, help for terms."""
