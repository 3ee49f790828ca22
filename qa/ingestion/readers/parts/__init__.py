"""What several readers rest on: packages, XML, grids of cells, number formats."""
