"""The requests that calendar clients send, as their sources have them, to `planfeed serve`.

Usage: clients.py PROGRAM FEEDS        FEEDS is a published folder
"""

import http.client
import pathlib
import sys

from served import served

AGENTS = {"Thunderbird": "Mozilla/5.0 Thunderbird/128.0", "ICSx5": "ICSx5/2.3 (ical4j, Android)", "Google": "Google-Calendar-Importer"}


def ask(port, method, path, **headers):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    body = headers.pop("body", None)
    connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer, content


def thunderbird(port, expected):
    """Looks for a calendar by HEAD, GET and PROPFIND; then refreshes by tag."""
    agent = AGENTS["Thunderbird"]
    head, nothing = ask(port, "HEAD", "/all.ics", User_Agent=agent, Accept="text/calendar,text/plain;q=0.8,*/*;q=0.5")
    yield "HEAD finds a calendar", head.status == 200 and "text/calendar" in head.headers["Content-Type"] and not nothing
    got, content = ask(port, "GET", "/all.ics", User_Agent=agent, Accept_Encoding="gzip, deflate, br")
    yield "GET gives it whole, and not packed", content == expected and not got.headers["Content-Encoding"]
    yield "HEAD and GET say the same", all(got.headers[name] == head.headers[name] for name in ["ETag", "Last-Modified", "Content-Length"])
    asked = "<D:propfind xmlns:D='DAV:'><D:prop><D:resourcetype/></D:prop></D:propfind>"
    refused, _ = ask(port, "PROPFIND", "/all.ics", User_Agent=agent, Depth="0", Content_Type="text/xml", body=asked)
    yield "PROPFIND is refused with what is allowed", refused.status == 405 and "GET" in refused.headers["Allow"]
    again, nothing = ask(port, "GET", "/all.ics", User_Agent=agent, If_None_Match=got.headers["ETag"])
    yield "a refresh is 304, with the tag", again.status == 304 and not nothing and again.headers["ETag"] == got.headers["ETag"]
    since, _ = ask(port, "GET", "/all.ics", User_Agent=agent, If_Modified_Since=got.headers["Last-Modified"])
    yield "so is one by date", since.status == 304
    gone, content = ask(port, "GET", "/category/none.ics", User_Agent=agent)
    yield "what is not there is 404, neither 410 nor empty", gone.status == 404 and content


def icsx5(port, expected):
    """Takes anything, and refreshes by tag and date at once; a redirect would count against its five."""
    agent = AGENTS["ICSx5"]
    got, content = ask(port, "GET", "/all.ics?x=1", User_Agent=agent, Accept="*/*", Accept_Encoding="gzip")
    yield "GET gives it without a redirect", got.status == 200 and content == expected
    both = {"If_None_Match": got.headers["ETag"], "If_Modified_Since": got.headers["Last-Modified"]}
    again, nothing = ask(port, "GET", "/all.ics", User_Agent=agent, Accept="*/*", **both)
    yield "a refresh is 304", again.status == 304 and not nothing
    both["If_None_Match"] = '"older"'
    newer, content = ask(port, "GET", "/all.ics", User_Agent=agent, Accept="*/*", **both)
    yield "another tag counts more than the date", newer.status == 200 and content == expected


def google(port, expected):
    """Obeys robots.txt, and says nothing of what it takes."""
    agent = AGENTS["Google"]
    robots, content = ask(port, "GET", "/robots.txt", User_Agent=agent)
    yield "robots are welcome", robots.status == 200 and b"Disallow" not in content
    _, content = ask(port, "GET", "/all.ics", User_Agent=agent)
    yield "a feed comes without Accept", content == expected


def main(program, feeds):
    wrong = 0
    with served(program, feeds) as server:
        expected = (feeds / "all.ics").read_bytes()
        for client in [thunderbird, icsx5, google]:
            for what, holds in client(server.port, expected):
                if not holds:
                    wrong += 1
                    print(f"{client.__name__}: not so: {what}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])))
