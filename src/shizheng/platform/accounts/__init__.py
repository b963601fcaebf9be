"""Who works here: accounts, their posts in organisations, the roles of a post, and the way in."""
