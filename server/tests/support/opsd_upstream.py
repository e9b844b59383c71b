"""A small upstream: files in Open Power System Data's layout with its defects, and a server that can misbehave."""

from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from workshop.energy.opsd import TIME_SERIES, WEATHER

# Time series begin in 2005 and go beyond 2016; 2014-03-30 has no German power at 00:00; each hour stands once.
# The hours of 2006 make the file longer than what is read at a time.
EARLY = "".join(
    f"2006-{1 + hour // 672:02}-{1 + hour // 24 % 28:02}T{hour % 24:02}:00:00Z,,5000.0,1800.0,,3000.0,1200.0,,\n"
    for hour in range(12 * 672)
)
TIME_SERIES_TEXT = f"""\
utc_timestamp,cet_cest_timestamp,AT_load_actual_entsoe_transparency,DE_solar_capacity,DE_solar_generation_actual,\
DE_wind_generation_actual,DE_50hertz_wind_generation_actual,GB_UKM_solar_profile,interpolated_values
2005-12-31T23:00:00Z,2006-01-01T00:00:00+0100,,,,,1705.0,,
{EARLY}2012-12-31T23:00:00Z,2013-01-01T00:00:00+0100,5946.0,32411.0,0.0,9113.0,,,
2013-01-01T00:00:00Z,2013-01-01T01:00:00+0100,5946.0,32411.0,0.0,9000.0,,0.0,
2013-10-27T00:00:00Z,2013-10-27T02:00:00+0200,,32411.0,0.0,17000.5,,,
2013-10-27T01:00:00Z,2013-10-27T02:00:00+0100,,32411.0,0.0,17100.0,,,
2013-10-27T02:00:00Z,2013-10-27T03:00:00+0100,,32411.0,0.0,17200.0,,,
2014-03-30T00:00:00Z,2014-03-30T01:00:00+0100,,32411.0,,,,,
2014-03-30T01:00:00Z,2014-03-30T03:00:00+0200,,32411.0,0.0,4000.0,,,
2014-03-30T02:00:00Z,2014-03-30T04:00:00+0200,,32411.0,12.6,4100.0,,,DE_wind
2015-07-01T10:00:00Z,2015-07-01T12:00:00+0200,,,25000.4,3000.0,,,
2016-12-31T23:00:00Z,2017-01-01T00:00:00+0100,,,0.0,11200.0,,,
2017-01-01T00:00:00Z,2017-01-01T01:00:00+0100,,,0.0,11300.0,,,
"""

# Weather begins in 1980 and ends with 2016; its clock leaves 01:00 out in March and gives it twice in October.
WEATHER_TEXT = """\
utc_timestamp,AT_windspeed_10m,AT_temperature,DE_windspeed_10m,DE_temperature,DE_radiation_direct_horizontal,\
DE_radiation_diffuse_horizontal,NUTS_note
1980-01-01T00:00:00Z,2.96,-3.636,3.1,-2.0,0.0,0.0,
2012-12-31T23:00:00Z,2.96,-3.636,5.3,4.1,0.0,0.0,
2013-01-01T00:00:00Z,2.96,-3.636,5.3149,4.0161,0.0,0.0,
2013-10-27T00:00:00Z,2.96,-3.636,7.1,13.1,0.0,0.0,
2013-10-27T01:00:00Z,2.96,-3.636,7.2,13.2,0.0,0.0,
2013-10-27T01:00:00Z,2.96,-3.636,7.3,13.3,0.0,0.0,
2013-10-27T02:00:00Z,2.96,-3.636,7.4,13.4,0.0,0.0,
2014-03-30T00:00:00Z,2.96,-3.636,2.1,6.1,0.0,0.0,
2014-03-30T02:00:00Z,2.96,-3.636,2.2,6.2,0.0,1.26,a note
2015-07-01T10:00:00Z,2.96,-3.636,3.3,29.9,583.4,241.9,
2016-12-31T23:00:00Z,2.96,-3.636,5.5,-0.002,0.0,0.0,
"""

EXPECTED = """\
utc_timestamp,solar_GW,wind_GW,windspeed,temperature,rad_horizontal,rad_diffuse
2013-01-01T00:00:00Z,0.000,9.000,5.31,4.02,0.0,0.0
2013-10-27T00:00:00Z,0.000,17.000,7.10,13.10,0.0,0.0
2013-10-27T01:00:00Z,0.000,17.100,7.20,13.20,0.0,0.0
2013-10-27T01:00:00Z,0.000,17.100,7.30,13.30,0.0,0.0
2013-10-27T02:00:00Z,0.000,17.200,7.40,13.40,0.0,0.0
2014-03-30T02:00:00Z,0.013,4.100,2.20,6.20,0.0,1.3
2015-07-01T10:00:00Z,25.000,3.000,3.30,29.90,583.4,241.9
2016-12-31T23:00:00Z,0.000,11.200,5.50,0.00,0.0,0.0
"""


class Upstream:
    """What the server has, how it misbehaves, which requests it saw (path, Range) and how it answered (status)."""

    def __init__(self, url):
        self.url = url
        self.files = {f"/{TIME_SERIES}": TIME_SERIES_TEXT.encode(), f"/{WEATHER}": WEATHER_TEXT.encode()}
        self.etag = '"one"'
        self.modified = None
        self.ranges = True
        self.cut_after = None
        self.seen, self.answered = [], []


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        upstream = self.server.upstream
        upstream.seen.append((self.path, self.headers.get("Range")))
        content = upstream.files.get(self.path)
        if content is None:
            return self.send_error(404)
        asked, wanted = self.headers.get("Range"), self.headers.get("If-Range")
        valid = wanted and wanted in (upstream.etag, upstream.modified)
        start = int(asked[len("bytes=") : -1]) if upstream.ranges and asked and valid else 0
        if start and start >= len(content):
            return self.answer(416, b"", {"Content-Range": f"bytes */{len(content)}"})
        span = {"Content-Range": f"bytes {start}-{len(content) - 1}/{len(content)}"} if start else {}
        self.answer(206 if start else 200, content[start:], span)

    def answer(self, status, body, headers):
        upstream = self.server.upstream
        upstream.answered.append(status)
        self.send_response(status)
        versions = {"ETag": upstream.etag, "Last-Modified": upstream.modified}
        for name, value in {**headers, **versions, "Content-Length": str(len(body))}.items():
            if value is not None:
                self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body if upstream.cut_after is None else body[: upstream.cut_after])
        self.close_connection = True


@contextmanager
def serving():
    """Give an ``Upstream`` that is served on a free port of this machine, and nothing of it afterwards."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.upstream = Upstream(f"http://127.0.0.1:{server.server_port}")
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server.upstream
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
