"""Which programs run: shell commands and exec forms behind the programs that only start others."""

from dockwright.model.commands.calls import Call, calls_in, calls_of, calls_of_form

__all__ = ["Call", "calls_in", "calls_of", "calls_of_form"]
