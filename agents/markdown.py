"""Markdown by docling-core, in which only what would be markup is escaped. Importing it takes 2 s."""

from typing import Any

from docling_core.transforms.serializer.markdown import MarkdownDocSerializer

from agents.markdown_escapes import escaped, escaped_underscores


class Markdown(MarkdownDocSerializer):
    """Leaves `AT&T`, `p < 0.05` and `file_name` as they are printed, which docling-core does not."""

    def post_process(
        self, text: str, *, escape_html: bool = True, escape_underscores: bool = True, **kwargs: Any
    ) -> str:
        if escape_underscores and self.params.escape_underscores:
            text = escaped_underscores(text)
        if escape_html and self.params.escape_html:
            text = escaped(text)
        return super().post_process(text, escape_html=False, escape_underscores=False, **kwargs)
