"""What is kept between runs: contents in a file, facts over them, and the processes that make facts."""
