"""The floor of a web server in Python: Flask on waitress, one constant answer."""

import sys

import flask
from waitress.server import create_server


def main() -> None:
    """Print the address, then answer until ended."""
    app = flask.Flask("bare")
    app.add_url_rule("/", "bare", lambda: {"values": [["Customer"]]})
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    sys.stdout.write(f"http://127.0.0.1:{server.effective_port}\n")
    sys.stdout.flush()
    server.run()


if __name__ == "__main__":
    main()
