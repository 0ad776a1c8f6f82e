"""Page objects to Markdown: templates hold words and layout, `PageWriter` the forms that recur."""
