"""Who reads the paper: the server's log to counts of views, without a tracker."""
