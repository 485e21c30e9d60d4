"""What a reader gets: one module or folder for each form, all set from one `Edition`."""

from tearsheet.publish.edition import Edition, PublishError
from tearsheet.publish.manifest import Published, PublishedArticle

__all__ = ["Edition", "PublishError", "Published", "PublishedArticle"]
