"""Pages of the site that no file under docs holds: they are written when the site is built."""
