"""`c2c --help` tells what each command is for, in a sentence that is not cut off."""

from c2c_graph import cli


def test_no_command_is_told_in_half_a_sentence(capsys):
    assert cli.run(["--help"]) == 0
    told = capsys.readouterr().out.partition("Commands:")[2]
    assert len(told.split("\n")) > 5
    assert all(line.endswith(".") for line in told.strip().splitlines()), told
