"""A process that has loaded what pipectl loads, and forks once for every run that is asked for.

Each run is a process of its own, with its own arguments, folder, streams and end; only starting Python and loading
modules, which take three quarters of a short run, are done once for all. It is started by `process`.
"""

import atexit
import gc
import json
import os
import signal
import socket
import sys
from importlib import import_module
from pkgutil import walk_packages
from typing import NoReturn

#: Loaded by some command where it is used.
LIBRARIES = ("rich.console", "rich.table", "rich.progress", "rich.markup", "typer", "yaml", "dateutil.parser", "csv")
#: Digits of a request's length, which comes before it with the three streams.
DIGITS = 8


def serve(channel: socket.socket) -> list[str] | None:
    """Fork for each request; returns its arguments in the process that is to run it, and None at the end of all."""
    with channel, channel.makefile("rb") as requests:
        while True:
            length, streams, _, _ = socket.recv_fds(channel, DIGITS, 3)
            if not length:
                return None
            call: list[str] = json.loads(requests.read(int(length)))
            child = os.fork()
            if not child:
                break
            for stream in streams:
                os.close(stream)
            channel.sendall(b"%d\n" % child)
            channel.sendall(b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
    _become(streams, call[0])
    return call[1:]


def _become(streams: list[int], folder: str) -> None:
    """Stand where a new process would: in this folder, with these streams and Python's own way with Ctrl-C."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    for number, (name, stream) in enumerate(zip(("stdin", "stdout", "stderr"), streams, strict=True)):
        os.dup2(stream, number)
        os.close(stream)
        known = getattr(sys, name)
        how = {"encoding": known.encoding, "errors": known.errors, "newline": "\n", "closefd": False}
        anew = open(number, "w" if number else "r", **how)  # noqa: SIM115, PTH123 - open for the whole run
        anew.reconfigure(line_buffering=name == "stderr")
        setattr(sys, name, anew)
        setattr(sys, f"__{name}__", anew)


def _end(code: int) -> NoReturn:
    """End as Python does, but for taking every module apart, which takes longest and which nobody sees."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _load() -> None:
    from pipectl.cli.start import lighten

    lighten()
    import pipectl

    for name in (*LIBRARIES, *(one.name for one in walk_packages(pipectl.__path__, "pipectl."))):
        if not name.endswith("__main__"):
            import_module(name)


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _load()
    gc.collect()
    gc.freeze()
    try:
        arguments = serve(socket.socket(fileno=int(sys.argv[1])))
    except ConnectionError:  # whoever asked has given up waiting
        arguments = None
    if arguments is not None:
        from pipectl.__main__ import main

        sys.argv = ["pipectl", *arguments]
        _end(main())
