"""How a file is to be formatted."""

from typing import NamedTuple


class FormattingOptions(NamedTuple):
    """LSP's options of the same names; `tab_size` is the width of one indentation in columns."""

    tab_size: int = 4
    insert_spaces: bool = True
    trim_trailing_whitespace: bool = True
    insert_final_newline: bool = True
    trim_final_newlines: bool = True

    @property
    def unit(self) -> int:
        """The columns of one indentation; never none, for without a blank two words become one."""
        return max(1, self.tab_size)

    def columns(self, blanks: str) -> int:
        """How wide leading `blanks` are."""
        column = 0
        for char in blanks:
            column += self.unit - column % self.unit if char == "\t" else 1
        return column

    def indent(self, columns: int) -> str:
        """Leading blanks of that width."""
        if self.insert_spaces:
            return " " * columns
        return "\t" * (columns // self.unit) + " " * (columns % self.unit)
