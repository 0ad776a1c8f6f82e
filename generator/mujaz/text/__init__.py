"""Text as data: folding, words, clusters and sentences, for Arabic and mixed scripts."""
