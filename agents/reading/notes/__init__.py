"""What speaks of something else on its page: captions and footnotes."""
