"""Words and places in a drawn figure: for tests that look at pictures without eyes."""

from itertools import combinations


def words(figure):
    return [text.get_text() for text in figure.axes[0].texts]


def boxes(figure):
    renderer = figure.canvas.get_renderer()
    return {text: text.get_window_extent(renderer) for text in figure.axes[0].texts if text.get_text()}


def overlapping(figure, slack=1.0):
    """Pairs of texts whose boxes share more than a sliver."""
    return [
        (a.get_text(), b.get_text())
        for (a, first), (b, second) in combinations(boxes(figure).items(), 2)
        if min(first.x1, second.x1) - max(first.x0, second.x0) > slack
        and min(first.y1, second.y1) - max(first.y0, second.y0) > slack + 1.5
    ]


def outside(figure):
    """Texts that are not wholly on the sheet."""
    width, height = figure.canvas.get_width_height()
    return [
        text.get_text()
        for text, box in boxes(figure).items()
        if box.x0 < 0 or box.y0 < 0 or box.x1 > width or box.y1 > height
    ]


def lines(figure):
    """For each line its points, color and width."""
    return [
        (line.get_xydata().tolist(), line.get_color(), line.get_linewidth()) for line in figure.axes[0].lines
    ]
