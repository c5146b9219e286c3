"""What reports of a day and of a period ask for beside the cube; each answers alike whenever it is
asked, because it reads by business date and never by what is now."""
