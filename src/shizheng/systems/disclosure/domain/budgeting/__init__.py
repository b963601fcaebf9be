"""A year's budget on its way to the public: what is entered, in which grids, by whom it is moved, what has changed."""
