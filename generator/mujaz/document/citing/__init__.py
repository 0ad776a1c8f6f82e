"""Citations of publications by a CSL processor, as parts that a page can write in any markup."""
