"""Know bare addresses: what stands in a text as it is typed into a browser or a mail program."""

from __future__ import annotations

import re

# A bare web address, mail address or @handle; closing marks and CJK end it.
# The part before the @ has at most 64 characters (RFC 5321, 4.5.3.1.1): a longer run is none.
ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>「」（）()\"'、。，　\u3000-\u9fff\uff00-\uffef]+"
    r"|[\w.+-]{1,64}+@[\w-]+(?:\.[\w-]+)+"
    r"|(?<!\w)@[A-Za-z0-9_]{2,}",
    re.ASCII,
)
