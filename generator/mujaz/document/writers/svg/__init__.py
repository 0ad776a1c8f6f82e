"""Pictures as SVG inside HTML: one block without blank lines and without ids, coloured by the site's style sheet."""
