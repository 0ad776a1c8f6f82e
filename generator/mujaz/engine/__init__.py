"""The engine: the stages in their order, what is kept between runs, and the files that they begin and end with."""
