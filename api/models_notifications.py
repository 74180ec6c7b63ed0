"""What the interface says of notifications to the WTO."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict, Field

from api.models_base import Body

__all__ = ["NotificationBody", "NotificationInput", "NotificationsBody", "NotifiedTextBody"]


class NotifiedTextBody(Body):
    """A held text that a notification is about."""

    slug: str
    number: str | None
    title: str | None
    url: str


class NotificationBody(Body):
    """One notification. Days are those that it states, null where it states none;
    ``comments_open`` holds for the day of the answer."""

    symbol: str = Field(examples=["G/TBT/N/VNM/123"])
    base: str = Field(description="the notification that it adds to, corrects or revises")
    member: str = Field(description="code of the member that notified")
    is_domestic: bool
    title: str
    notified: date | None
    comments_until: date | None
    comments_open: bool
    adopted: date | None
    in_force: date | None
    link: str
    documents: list[NotifiedTextBody]
    url: str


class NotificationsBody(Body):
    """Notifications: those whose comments close soonest first."""

    as_of: date
    q: str
    items: list[NotificationBody]


class NotificationInput(BaseModel):
    """A notification as it is written down; ``documents`` are slugs or numbers of held texts."""

    model_config = ConfigDict(extra="forbid")

    symbol: str
    title: str = ""
    notified: date | None = None
    comments_until: date | None = None
    adopted: date | None = None
    in_force: date | None = None
    link: str = ""
    documents: list[str] = []
