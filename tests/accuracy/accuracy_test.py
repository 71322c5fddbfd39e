#!/usr/bin/env python3
"""The scorer itself: what counts as found, and that a drop is told."""
import contextlib, io, os, tempfile, unittest

import accuracy


def finding(begin, text, severity="warning", rule="some.rule"):
    return {"rule": rule, "severity": severity, "text": text,
            "location": {"chars": [begin, begin + len(text)]}}


class Hits(unittest.TestCase):
    def test_spans(self):
        for why, f, text, span, wanted in [
            ("the very span", finding(2, "女司機"), "一名女司機停車", "女司機", True),
            ("an overlap of one character", finding(1, "名女"), "一名女司機停車", "女司機", True),
            ("its neighbour", finding(5, "停車"), "一名女司機停車", "女司機", False),
            ("the second of two places", finding(4, "女警"), "女警、 女警", "女警", True),
            ("anywhere", finding(0, "一"), "一名女司機", "*", True),
            ("marks within the span", finding(0, "女*司機"), "女*司機", "女司機", True),
        ]:
            with self.subTest(why):
                self.assertEqual(accuracy.hits(f, text, span), wanted)

    def test_levels(self):
        cases = [("flag", "A", "*", "甲"), ("any", "A", "*", "甲"), ("clean", "A", "-", "甲"), ("clean", "A", "-", "乙")]
        found = {"甲": [finding(0, "甲", "advice")], "乙": [finding(0, "乙", "error")]}
        recall, alarms = accuracy.score_lines("x", cases, found)
        self.assertEqual((recall.value, alarms.value), ("1/2", "1"))

    def test_gold(self):
        texts, marks = {"d1": "女司機與小姐"}, {"d1": [("flag", "c", "女司機"), ("trap", "c", "小姐")]}
        found = {"女司機與小姐": [finding(0, "女司機", "advice"), finding(4, "小姐")]}
        values = [f.value for f in accuracy.score_gold(texts, marks, found)]
        self.assertEqual(values, ["1/1", "0/1", "0/0", "1", "0"])


class Accepting(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        for name in ("FIGURES", "KNOWN"):
            self.addCleanup(setattr, accuracy, name, getattr(accuracy, name))
            setattr(accuracy, name, os.path.join(folder.name, name))

    def figures(self, *missed, name="x"):
        cases = [("flag", "A", "*", t) for t in "甲乙丙"]
        return accuracy.score_lines(name, cases, {t: [] if t in missed else [finding(0, t)] for t in "甲乙丙"})

    def compare(self, figures):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            worse = accuracy.compare(figures, False)
        return worse, out.getvalue()

    def test_a_drop_is_named(self):
        accuracy.accept(self.figures("甲"))
        worse, out = self.compare(self.figures("甲", "丙"))
        self.assertEqual(worse, 1)
        self.assertIn("flag A: *: 丙", out)
        self.assertNotIn("flag A: *: 甲", out)

    def test_a_swap_is_named_and_no_drop(self):
        accuracy.accept(self.figures("甲"))
        worse, out = self.compare(self.figures("丙"))
        self.assertEqual(worse, 0)
        self.assertIn("flag A: *: 丙", out)

    def test_what_was_never_accepted_fails(self):
        self.assertEqual(self.compare(self.figures())[0], 2)

    def test_accepting_keeps_what_was_not_measured(self):
        accuracy.accept(self.figures("甲", name="far"))
        accuracy.accept(self.figures("乙"))
        self.assertEqual(self.compare(self.figures("甲", name="far"))[0], 0)


if __name__ == "__main__":
    unittest.main()
