"""Makes the PDFs of this folder, the same bytes each time: `python -m examples.make` from the root."""

from collections.abc import Callable
from pathlib import Path

from examples import texts
from schemas.labels import PageKind
from tests.pdfs import Made, drawn, landscape, scanned
from tests.sheets import GREY, Chart, Sheet

FOLDER = Path(__file__).parent


def report() -> Made:
    """Two pages: headings, a ruled table, a bar chart."""

    def draw(sheet: Sheet, page_no: int) -> None:
        if page_no == 1:
            sheet.heading("Harbour Authority: Annual Report 2024", 20)
            sheet.paragraph(texts.REPORT_LEAD, 11)
            sheet.heading("1 Cargo")
            sheet.paragraph(texts.REPORT_CARGO)
            caption(sheet, "Table 1: Cargo handled, in thousand tonnes")
            sheet.table(texts.CARGO, widths=(172, 80, 80, 80, 80))
            sheet.paragraph(texts.REPORT_CARGO_NOTE)
        else:
            sheet.heading("2 Traffic")
            sheet.paragraph(texts.REPORT_TRAFFIC)
            sheet.y += 6
            sheet.bar_chart(Chart("Ship calls per quarter", texts.CALLS))
            caption(sheet, "Figure 1: Ship calls per quarter, 2024")
            sheet.heading("3 Works planned")
            sheet.paragraph(texts.REPORT_PLAN)
            sheet.bullets(texts.REPORT_ITEMS)
        sheet.footer(f"Harbour Authority - Annual Report 2024 - page {page_no}")

    return drawn(2, draw)


def paper() -> Made:
    """Two pages in two columns under a full-width title and abstract."""

    def draw(sheet: Sheet, page_no: int) -> None:
        if page_no == 1:
            sheet.centred("On the Drying Time of Bricks in Humid Air", 18, "tibo")
            sheet.headings.append("On the Drying Time of Bricks in Humid Air")
            sheet.centred("A. Lindqvist and M. Okafor", 11)
            sheet.centred("Institute of Building Materials", 9.5, "tiit", GREY)
            sheet.y += 10
            sheet.paragraph(f"Abstract. {texts.ABSTRACT}", 9.5, x=sheet.margin + 30, width=sheet.width - 60)
            sheet.y += 6
        columns(sheet, texts.PAPER[page_no - 1])
        sheet.footer(str(page_no))

    return drawn(2, draw)


def invoice() -> Made:
    """One page with a table that has no rules but the one under its header."""

    def draw(sheet: Sheet, _: int) -> None:
        sheet.heading("INVOICE", 22)
        for left, right in zip(texts.SENDER, texts.INVOICE_FACTS, strict=True):
            sheet.y += 14
            sheet.line(left, sheet.margin, sheet.y, 10, "helv")
            sheet.line(right, 380, sheet.y, 10, "helv")
        sheet.y += 34
        sheet.table(texts.ITEMS, ruled=False, widths=(252, 60, 90, 90), row_pt=22)
        sheet.y += 6
        for label, amount in texts.TOTALS:
            sheet.y += 16
            sheet.line(label, 380, sheet.y, 10, "hebo")
            sheet.line_to(amount, 546, sheet.y, 10, "hebo")
        sheet.y += 30
        sheet.paragraph(texts.INVOICE_TERMS, font="helv")
        sheet.footer("Kestrel Bindery Ltd. - 14 Wharf Lane - Registered in Porthaven No. 208841")

    return drawn(1, draw)


def letter() -> Made:
    def draw(sheet: Sheet, _: int) -> None:
        for row in texts.LETTER_HEAD:
            sheet.y += 15
            sheet.line(row, sheet.margin, sheet.y, 11)
        sheet.y += 24
        sheet.heading("Repair of the lighthouse lamp", 14)
        for paragraph in texts.LETTER_BODY:
            sheet.paragraph(paragraph, 12)

    return drawn(1, draw)


def chart() -> Made:
    """One page with a bar chart and a photograph."""

    def draw(sheet: Sheet, _: int) -> PageKind:
        sheet.heading("Rainfall at Mount Corvin", 18)
        sheet.paragraph(texts.RAIN, 11)
        sheet.y += 8
        sheet.bar_chart(Chart("Rainfall per month (mm)", texts.RAINFALL), height=230)
        caption(sheet, "Figure 1: Mean rainfall per month, 2015 to 2024")
        sheet.picture(landscape(3, 660, 300), 330, 150, x=141)
        caption(sheet, "Figure 2: The ridge seen from the station")
        return PageKind.HYBRID

    return drawn(1, draw)


def handbook() -> Made:
    """Twelve pages: text, tables, lists, and three pages that were scanned."""

    def draw(sheet: Sheet, page_no: int) -> None:
        title, paragraphs, table = texts.HANDBOOK[(page_no - 1) % len(texts.HANDBOOK)]
        sheet.heading(f"{page_no} {title}", 17)
        for paragraph in paragraphs:
            sheet.paragraph(paragraph, 11)
        if table:
            sheet.y += 4
            sheet.table(table, row_pt=22)
        sheet.paragraph(texts.HANDBOOK_REVIEW.format(page_no=page_no, title=title.lower()), 11)
        sheet.bullets(texts.HANDBOOK_DUTIES, 11)
        sheet.footer(f"Archive handbook - page {page_no} of 12")

    return scanned(drawn(12, draw), dpi=110, noise=2.5, skew_degrees=0.2, pages=(4, 8, 11))


def caption(sheet: Sheet, text: str) -> None:
    sheet.paragraph(text, 9, font="tiit")


def columns(sheet: Sheet, sections: tuple[tuple[str, str], ...]) -> None:
    """The first half of the sections in the left column, the rest in the right one."""
    top, width = sheet.y, (sheet.width - 24) / 2
    half = (len(sections) + 1) // 2
    for number, part in enumerate((sections[:half], sections[half:])):
        sheet.y, x = top, sheet.margin + number * (width + 24)
        for title, text in part:
            if title:
                sheet.y += 16
                sheet.line(title, x, sheet.y, 11.5, "tibo")
                sheet.headings.append(title)
                sheet.y += 3
            sheet.paragraph(text, 9.5, x=x, width=width)


EXAMPLES: dict[str, Callable[[], Made]] = {
    "report": report,
    "paper": paper,
    "invoice": invoice,
    "scan": lambda: scanned(letter(), dpi=150, noise=3, skew_degrees=0.3),
    "chart": chart,
    "handbook": handbook,
}


def main() -> None:
    for name, make in EXAMPLES.items():
        (FOLDER / f"{name}.pdf").write_bytes(make().pdf)


if __name__ == "__main__":
    main()
