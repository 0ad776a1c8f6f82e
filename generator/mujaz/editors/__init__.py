"""What editors do, by command or in a browser: the states that they compare, and the files that their acts write."""
