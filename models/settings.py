"""Where this installation keeps its things, from arguments or `TILLDELA_` variables."""

from __future__ import annotations

from pathlib import Path

from pydantic import SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """`database_url`, `blobs_url` and `keys_dir` default to places inside `data_dir`.

    Keys belong on another disk than the database where one can choose: whoever
    steals one should not have the other.

    Letters go by e-mail where `smtp_host` is set (`procurement.letters.smtp_post` reads these):
    `smtp_security` is "starttls", "tls" or "none".

    What is signed here with a key in a file gets a time stamp from `time_stamp_url` (RFC 3161),
    where it is set.
    """

    model_config = SettingsConfigDict(env_prefix="TILLDELA_")

    data_dir: Path = Path("var")
    database_url: str | None = None
    blobs_url: str | None = None
    keys_dir: Path | None = None
    smtp_host: str | None = None
    smtp_port: str | None = None
    smtp_security: str = "starttls"
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_from: str | None = None
    time_stamp_url: str | None = None

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{self.data_dir / 'tilldela.db'}"

    @property
    def blobs(self) -> str:
        return self.blobs_url or str(self.data_dir / "blobs")

    @property
    def keys(self) -> Path:
        return self.keys_dir or self.data_dir / "keys"
