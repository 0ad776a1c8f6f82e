"""What the command writes for a person to go on from: a new site, a new seed, a new brief."""
