"""Proxies by environment: `http_proxy`, `https_proxy`, `no_proxy`, as every tool reads them."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass, field

from readout.errors import ConfigError
from readout.sources.urls import host_and_port


@dataclass(frozen=True, slots=True)
class Proxies:
    """Which proxy a URL goes through. `by_scheme`: `http` and `https` to a proxy's URL;
    `bypass`: the `no_proxy` value."""

    by_scheme: Mapping[str, str] = field(default_factory=dict)
    bypass: str = ""

    @classmethod
    def of_environment(cls) -> Proxies:
        """Raises ConfigError when a proxy is given whose URL is none."""
        found = urllib.request.getproxies_environment()
        chosen = {}
        for scheme in ("http", "https"):
            proxy = found.get(scheme) or found.get("all")
            if not proxy:
                continue
            if "://" not in proxy:
                proxy = f"http://{proxy}"
            if not proxy.startswith(("http://", "https://")):
                raise ConfigError(
                    "Only http and https proxies are supported",
                    resource=f"{scheme}_proxy",
                    mend="set it to http://host:port, or unset it",
                )
            chosen[scheme] = proxy
        return cls(chosen, found.get("no", ""))

    def for_url(self, url: str) -> str | None:
        if not self.by_scheme:
            return None
        host, port = host_and_port(url)
        if self.bypass and urllib.request.proxy_bypass_environment(  # type: ignore[attr-defined]
            f"{host}:{port}", {"no": self.bypass}
        ):
            return None
        return self.by_scheme.get(url.partition(":")[0])

    def addresses(self) -> list[str]:
        """`host:port` of every proxy."""
        return ["{}:{}".format(*host_and_port(proxy)) for proxy in self.by_scheme.values()]
